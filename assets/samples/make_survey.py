#!/usr/bin/env python3
"""Write mobile-switch-survey.csv, the survey that feeds the sample map.

The people in it do not exist. Their answers are drawn from one seeded generator, so that every run
writes the same bytes. The shape is that of a Qualtrics export with choice texts: three header rows
(column ids, question texts, import ids), CRLF line ends, UTF-8 without a byte-order mark, comments
with line breaks and quotes. What real files also hold is in it on purpose: previews of the survey
team, people who stopped half-way, blanks, answers outside the scale, and a segment nobody assigned.

Usage: python3 make_survey.py        (writes beside this script; needs only Python 3.8 or later)
"""

import csv
import random
from datetime import datetime, timedelta
from pathlib import Path

SEED = 20261101
RESPONDENTS = 2040
FIRST_DAY = datetime(2026, 3, 1)
DAYS = 245  # eight months, to the last day of October
PILOT_START = datetime(2026, 9, 1)  # evening status texts are tried out from here on

STAGES = ["Awareness", "Comparison", "Order", "Number transfer", "First bill", "Everyday use"]
ELSEWHERE = "Something else"

# Mean satisfaction on -2..+2 per persona and stage, before rounding to the printed scales.
MEAN_FEELING = {
    "Anna": [0.50, 0.25, 1.60, -1.30, -0.40, 1.00],
    "Bernd": [0.35, -0.20, 1.75, -0.45, -0.40, 1.65],
    "Lucía": [0.45, 0.85, -0.35, -1.00, -0.40, 1.50],
    "": [0.00, 0.20, 0.50, -0.70, -0.60, 0.60],
}
# What a persona adds to "would recommend" beyond the feeling of the moment.
LOYALTY = {"Anna": 0.0, "Bernd": 0.7, "Lucía": 0.2, "": -0.2}
PERSONA_WEIGHTS = {"Anna": 46, "Bernd": 31, "Lucía": 20, "": 3}
STAGE_WEIGHTS = {
    "Anna": [17, 22, 15, 22, 14, 10],
    "Bernd": [14, 18, 20, 18, 16, 14],
    "Lucía": [12, 15, 18, 22, 17, 16],
    "": [17, 17, 17, 17, 16, 16],
}

# Per stage: touchpoint as the survey names it, channel, and how often each persona meets it.
TOUCHPOINTS = {
    "Awareness": [
        ("Recommendation by somebody I know", "Word of mouth", (5, 3, 2)),
        ("Search engine", "Search", (6, 1, 3)),
        ("Advert or post", "Social media", (3, 1, 5)),
        ("Letter of my present provider", "Post", (1, 8, 1)),
    ],
    "Comparison": [
        ("Price comparison website", "Third-party website", (7, 1, 3)),
        ("Tariff page", "Website", (6, 2, 4)),
        ("Chat", "Chat", (3, 0, 1)),
        ("Advice in the shop", "Store", (1, 7, 0)),
        ("Written offer", "E-mail", (0, 1, 6)),
    ],
    "Order": [
        ("Order form", "Website", (8, 1, 8)),
        ("Signing in the shop", "Store", (1, 8, 1)),
        ("Order by phone", "Phone", (1, 2, 2)),
    ],
    "Number transfer": [
        ("E-mail about the transfer", "E-mail", (5, 2, 4)),
        ("Hotline", "Phone", (6, 3, 6)),
        ("Help in the shop", "Store", (0, 6, 0)),
        ("Status in the app", "App", (3, 0, 2)),
    ],
    "First bill": [
        ("Bill by e-mail", "E-mail", (7, 1, 7)),
        ("Bill on paper", "Post", (0, 6, 1)),
        ("Hotline", "Phone", (3, 3, 3)),
    ],
    "Everyday use": [
        ("App", "App", (8, 1, 6)),
        ("Yearly call", "Phone", (1, 6, 2)),
        ("Hotline", "Phone", (2, 2, 2)),
    ],
    ELSEWHERE: [("Other", "Other", (1, 1, 1))],
}

# Comments by stage, unhappy first, happy second; "{n}" is a small number.
COMMENTS = {
    "Awareness": (
        ["Mine stalls on every train ride, so I started to look around.",
         "The letter said 60 days. It did not say what happens then."],
        ["A colleague showed me her bill, that was all it took.",
         "Good offer, and no \"limited time only\" shouting."],
    ),
    "Comparison": (
        ["The set-up fee was on the last page.\nI felt a bit tricked.",
         "Nine tariffs. I only want to make phone calls, and nobody could say which one that is.",
         "Habe {n} Seiten verglichen und war danach nicht klüger."],
        ["The chat answered my roaming question in two minutes, thank you.",
         "Side-by-side table helped: price, data, notice period."],
    ),
    "Order": (
        ["Same address typed {n} times, once for every line.",
         "The form lost everything when I went back one page."],
        ["Nine minutes on my phone, done. \"Is that all?\" I thought.",
         "Mr. Yilmaz filled in the papers with me and called the next day.",
         "eSIM sofort da, sehr einfach."],
    ),
    "Number transfer": (
        ["{n} days without a word. Was I reachable or not?",
         "First call: \"Tuesday.\" Second call: \"Friday.\"\nIt was Monday.",
         "Two of our six numbers came a day late. Customers could not reach the workshop.",
         "El sábado sin señal y la tienda cerrada.",
         "Nobody told me the old SIM stops first."],
        ["A text every evening, so I knew where it stood.",
         "Went over in one night, no problem."],
    ),
    "First bill": (
        ["41.80 instead of 19.99?\n\nThen I read about two part months in the small print.",
         "Six bills for one company. My accountant sent them back.",
         "I took the paper to the shop to have it explained."],
        ["The little film explained it, fine.",
         "Bill was right to the cent."],
    ),
    "Everyday use": (
        ["App logs me out every week.",
         "Hotline music: {n} minutes."],
        ["They know my name here.",
         "Added a line in four minutes, without calling anyone.",
         "Signal on the train, at last!"],
    ),
    ELSEWHERE: (["Could not find my case in the list."], ["Just looking, all good."]),
}

COLUMNS = [
    ("StartDate", "Start Date", "startDate"),
    ("EndDate", "End Date", "endDate"),
    ("Status", "Response Type", "status"),
    ("Progress", "Progress", "progress"),
    ("Duration (in seconds)", "Duration (in seconds)", "duration"),
    ("Finished", "Finished", "finished"),
    ("RecordedDate", "Recorded Date", "recordedDate"),
    ("ResponseId", "Response ID", "_recordId"),
    ("DistributionChannel", "Distribution Channel", "distributionChannel"),
    ("UserLanguage", "User Language", "userLanguage"),
    ("Stage", "Which part of switching were you doing when this survey reached you?", "QID1"),
    ("Q2", "Which contact with us, or about us, do you have in mind?", "QID2"),
    ("Q3", "How did that contact take place?", "QID3"),
    ("NPS_NPS_GROUP", "How likely are you to recommend us to a friend or colleague? - Group",
     "QID4_NPS_GROUP"),
    ("NPS", "How likely are you to recommend us to a friend or colleague?", "QID4"),
    ("CSAT", "How satisfied were you with this part? (1 = very dissatisfied, 5 = very satisfied)",
     "QID5"),
    ("CES", "We made this part easy for you. (1 = strongly disagree, 7 = strongly agree)", "QID6"),
    ("Comment", "Is there anything that you would like to add?", "QID7_TEXT"),
    ("Persona", "Persona", "Persona"),
]

ID_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def pick(rng, weighted):
    """One key of a list of (key, weight) pairs."""
    keys = [key for key, _ in weighted]
    return rng.choices(keys, [weight for _, weight in weighted])[0]


def on_scale(value, low, high):
    """The nearest whole answer on a scale."""
    return max(low, min(high, int(value + 0.5) if value > 0 else 0))


def feeling_of(rng, persona, stage, day):
    """How one person felt, around the mean of persona and stage."""
    if stage == ELSEWHERE:
        return rng.gauss(0.1, 1.0)
    mean = MEAN_FEELING[persona][STAGES.index(stage)]
    if stage == "Number transfer" and day >= PILOT_START:
        mean += 0.7  # the pilot helps, and does not heal
    return rng.gauss(mean, 0.85)


def comment_for(rng, stage, feeling):
    """A comment for about every fourth person, rather from those who are cross."""
    if rng.random() > (0.34 if feeling < -0.3 else 0.2):
        return ""
    unhappy, happy = COMMENTS[stage]
    text = rng.choice(unhappy if feeling < 0.2 else happy)
    return text.format(n=rng.randint(3, 14))


def language_for(rng, persona, comment):
    """The language of the survey page; a comment in German or Spanish decides it."""
    if comment.startswith(("Habe", "eSIM sofort")):
        return "DE"
    if comment.startswith("El "):
        return "ES"
    weights = {"Anna": (6, 3, 1), "Bernd": (4, 6, 0), "Lucía": (5, 1, 4), "": (6, 3, 1)}[persona]
    return rng.choices(["EN", "DE", "ES"], weights)[0]


def nps_group(score):
    """The group that the survey tool derives from the score."""
    return "Promoter" if score >= 9 else "Passive" if score >= 7 else "Detractor"


def respondent(rng, opened):
    """One row as a dict of column id to text."""
    persona = pick(rng, list(PERSONA_WEIGHTS.items()))
    stage = pick(rng, list(zip(STAGES, STAGE_WEIGHTS[persona])) + [(ELSEWHERE, 3)])
    column = {"Anna": 0, "Bernd": 1, "Lucía": 2, "": 0}[persona]
    touchpoint, channel = pick(
        rng, [((name, way), weights[column]) for name, way, weights in TOUCHPOINTS[stage]])
    feeling = feeling_of(rng, persona, stage, opened)

    nps = on_scale(7.6 + 1.5 * feeling + LOYALTY[persona] + rng.gauss(0, 1.5), 0, 10)
    csat = on_scale(3.0 + feeling + rng.gauss(0, 0.25), 1, 5)
    ces = on_scale(4.5 + 1.15 * feeling + rng.gauss(0, 0.7), 1, 7)
    comment = comment_for(rng, stage, feeling)
    seconds = int(rng.lognormvariate(4.9, 0.45))
    closed = opened + timedelta(seconds=seconds)

    row = {
        "StartDate": f"{opened:%Y-%m-%d %H:%M:%S}",
        "EndDate": f"{closed:%Y-%m-%d %H:%M:%S}",
        "Status": "IP Address",
        "Progress": "100",
        "Duration (in seconds)": str(seconds),
        "Finished": "True",
        "RecordedDate": f"{closed + timedelta(seconds=1):%Y-%m-%d %H:%M:%S}",
        "ResponseId": "R_" + "".join(rng.choices(ID_LETTERS, k=15)),
        "DistributionChannel": rng.choices(["email", "anonymous", "qr"], [7, 2, 1])[0],
        "UserLanguage": language_for(rng, persona, comment),
        "Stage": stage, "Q2": touchpoint, "Q3": channel,
        "NPS_NPS_GROUP": nps_group(nps), "NPS": str(nps), "CSAT": str(csat), "CES": str(ces),
        "Comment": comment, "Persona": persona,
    }
    return spoil(rng, row)


def spoil(rng, row):
    """What goes wrong in real surveys: stops half-way, skipped questions, answers off the scale."""
    fate = rng.random()
    if fate < 0.045:  # stopped after the recommendation question, or before it
        row.update(Finished="False", CSAT="", CES="", Comment="")
        row["Progress"] = rng.choice(["42", "58"])
        if row["Progress"] == "42":
            row.update(NPS="", NPS_NPS_GROUP="")
    elif fate < 0.052:
        row.update(NPS="11", NPS_NPS_GROUP="")
    elif fate < 0.064:
        row["CSAT"] = "n/a"
    elif fate < 0.068:
        row["CES"] = "0"
    elif fate < 0.070:
        row.update(NPS="9 or 10", NPS_NPS_GROUP="")
    else:
        if rng.random() < 0.03:
            row.update(NPS="", NPS_NPS_GROUP="")
        if rng.random() < 0.03:
            row["CSAT"] = ""
        if rng.random() < 0.12:
            row["CES"] = ""
    return row


def previews(rng):
    """What the survey team typed in while building the survey: not answers."""
    for day in range(6):
        row = respondent(rng, FIRST_DAY + timedelta(days=day - 6, hours=9, minutes=7 * day))
        row.update(Status="Survey Preview", DistributionChannel="preview", Finished="True",
                   Progress="100", NPS="10", NPS_NPS_GROUP="Promoter", CSAT="5", CES="7",
                   Comment="test")
        yield row


def main():
    """Write the file beside this script."""
    rng = random.Random(SEED)
    opened = sorted(
        FIRST_DAY + timedelta(days=rng.randrange(DAYS), hours=rng.choice(range(7, 23)),
                              seconds=rng.randrange(3600))
        for _ in range(RESPONDENTS))
    rows = list(previews(rng)) + [respondent(rng, when) for when in opened]

    target = Path(__file__).with_name("mobile-switch-survey.csv")
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow([column for column, _, _ in COLUMNS])
        writer.writerow([text for _, text, _ in COLUMNS])
        zone = ',"timeZone":"Europe/Madrid"'
        dates = ("startDate", "endDate", "recordedDate")
        writer.writerow(
            [f'{{"ImportId":"{key}"{zone if key in dates else ""}}}' for _, _, key in COLUMNS])
        for row in rows:
            writer.writerow([row[column] for column, _, _ in COLUMNS])


if __name__ == "__main__":
    main()
