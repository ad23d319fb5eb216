//! What a person should know about a file: facts, each with its place.
//!
//! A warning is a value. What it says is the same wherever it is read ([`fmt::Display`]); what to do
//! about it depends on where one stands, and is worded there.

use std::fmt;

use crate::columns::{Column, Proposal};
use crate::dates::DateOrder;
use crate::tally::{Dimension, Scale};

/// Something that a person should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// About the file as a whole.
    File(FileWarning),
    /// About one column.
    Column {
        /// The column, from 0.
        index: usize,
        /// Its name, short enough for a sentence.
        name: String,
        /// What there is to know.
        what: ColumnWarning,
    },
    /// About what was counted.
    Count(CountWarning),
}

/// What there is to know about a file as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileWarning {
    /// The text is not clean UTF-8; how it is read.
    Encoding(String),
    /// Every line stood in quotes once more.
    DoubleQuotes,
    /// The workbook has more sheets than the one that is read.
    OtherSheets {
        /// The sheet that is read.
        read: String,
        /// Those that are not.
        others: Vec<String>,
    },
    /// Columns after this many were left out.
    TooManyColumns(u32),
    /// Each row seems to hold one answer.
    OneRowPerAnswer {
        /// The column that names the question.
        question: usize,
        /// The column that holds the answer.
        answer: usize,
    },
    /// The time stamps are no dates.
    UnreadableTimes,
    /// There is a header and nothing else.
    NoAnswers,
    /// The tally of a database does not say what its columns are.
    UndefinedTally,
}

/// What there is to know about a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnWarning {
    /// Nothing tells day from month; how the dates are read.
    DayOrMonth(DateOrder),
    /// A code is taken for "does not apply".
    MissingCode {
        /// The code.
        code: i32,
        /// How many cells of the sample hold it.
        count: u64,
    },
    /// Nobody of so many gave a 0.
    NobodyGaveZero(u64),
    /// The codes leave a gap, and may be out of order. They are in ascending order here.
    CodesInDoubt(Vec<i32>),
    /// Nobody gave a 0 and many gave one more than the top of this scale: its answers seem to be
    /// coded from 1.
    ShiftedCodes(Scale),
    /// The scale ends before those of other questions.
    FewerPoints {
        /// The scale that the answers are on.
        scale: Scale,
        /// Where other questions end.
        others: i32,
        /// How many answers of the sample there are.
        answers: u64,
    },
    /// By a word of the heading alone, the low end of this scale is taken for the good one.
    LowIsGood(Scale),
    /// A word in these labels is not understood; their order is guessed, worst first.
    LabelsInDoubt(Vec<String>),
    /// The heading asks for an answer, but nobody knows which of these is better.
    UnreadAnswers(Vec<String>),
    /// It holds such cells, none of which says that somebody went through to the end.
    NobodyComplete(String),
    /// Answers to several surveys that measure different things stand in it.
    SeveralSurveys {
        /// The column that names the survey.
        by: usize,
    },
    /// Ranges and fractions became dates.
    BecameDates {
        /// How many cells of the sample look so.
        count: u64,
        /// One of them.
        sample: String,
        /// Whether the column holds answers on a scale.
        is_score: bool,
    },
    /// Nothing says whether a high number means much effort or little.
    EffortOrEase(Scale),
    /// The answers are codes of the tool, such as this one.
    AnswerCodes(String),
    /// The answers are weighted by it.
    Weighted,
    /// A Net Promoter Score on this scale.
    OddNpsScale(Scale),
    /// Texts among numbers, probably the labels of ends of the scale.
    EndLabels {
        /// The scale.
        scale: Scale,
        /// The texts, and what they probably stand for.
        proposals: Vec<Proposal>,
    },
}

/// What there is to know about what was counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CountWarning {
    /// So many lines of means or totals were left out.
    Summaries(u64),
    /// So many notes under the table and repeated headers were left out.
    Notes(u64),
    /// So many previews were left out.
    Previews(u64),
    /// So many empty rows were left out.
    Empty(u64),
    /// The cells of so many rows cannot be told apart.
    Malformed(u64),
    /// So many rows have no date that can be read.
    Undated(u64),
    /// Most of so many combinations of labels hold a single answer.
    Combinations(usize),
    /// Most groups hold a single answer.
    SingleAnswers {
        /// How many do.
        singles: usize,
        /// Of how many.
        groups: usize,
        /// What has the most different labels.
        finest: Dimension,
        /// How many they are.
        labels: usize,
    },
    /// Labels that were spelled in several ways are counted as one.
    Spellings {
        /// How many there are.
        count: usize,
        /// Some of them as they are counted, with other spellings.
        labels: Vec<(String, Vec<String>)>,
    },
    /// So many records of a tally could not be used.
    TallyRecords(u64),
    /// A tally holds no people, so none of their answers can be dropped.
    NoPeople,
}

impl Column {
    /// A warning about this column.
    pub(crate) fn warning(&self, what: ColumnWarning) -> Warning {
        Warning::Column { index: self.index, name: self.short_name(), what }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(what) => what.fmt(f),
            Self::Column { index, name, what } => write!(f, "Column {index} ({name}): {what}"),
            Self::Count(what) => what.fmt(f),
        }
    }
}

impl fmt::Display for FileWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Encoding(name) => write!(
                f,
                "The text is not clean UTF-8; it is read as {name}. Numbers are not affected."
            ),
            Self::DoubleQuotes => {
                f.write_str("Every line stood in quotes once more; they were taken off.")
            }
            Self::OtherSheets { read, others } => write!(
                f,
                "Only the sheet \u{201c}{read}\u{201d} is read; the workbook also has {}.",
                others.join(", ")
            ),
            Self::TooManyColumns(most) => {
                write!(f, "Columns after the {most}th were left out.")
            }
            Self::OneRowPerAnswer { question, answer } => write!(
                f,
                "Each row seems to hold one answer: column {question} names the question and \
                 column {answer} holds the answer."
            ),
            Self::UnreadableTimes => f.write_str("The time stamps are not dates that can be read."),
            Self::NoAnswers => f.write_str("The file has a header but no answers."),
            Self::UndefinedTally => f.write_str(
                "This tally does not say what its columns are. Export it again with all records \
                 that the statement gives, in their order.",
            ),
        }
    }
}

impl fmt::Display for ColumnWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DayOrMonth(order) => {
                let read = match order {
                    DateOrder::DayFirst => "day/month/year",
                    DateOrder::MonthFirst => "month/day/year",
                    DateOrder::YearFirst => "year/month/day",
                };
                write!(f, "nothing tells day from month; the dates are read as {read}.")
            }
            Self::MissingCode { code, count } => {
                write!(f, "{code} stands {count} times and is taken for \"does not apply\".")
            }
            Self::NobodyGaveZero(n) => write!(
                f,
                "nobody of {n} gave a 0. The scale may be 1 to 10, which is no NPS scale."
            ),
            Self::CodesInDoubt(codes) => write!(
                f,
                "the codes {codes:?} leave a gap. They may be recoded and out of order; check the \
                 order, or export the answers as choice text."
            ),
            Self::ShiftedCodes(Scale { low, high }) => write!(
                f,
                "the answers go up to {above} and nobody gave a {low}. Either {above} means that the \
                 question does not apply, or the codes of a question from {low} to {high} are \
                 counted from {}, and the figure is wrong as they are.",
                low.saturating_add(1),
                above = high.saturating_add(1)
            ),
            Self::FewerPoints { scale, others, answers } => write!(
                f,
                "nobody of {answers} gave more than {}, though other questions go up to {others}. \
                 It is taken for a scale from {} to {}.",
                scale.high, scale.low, scale.high
            ),
            Self::LowIsGood(scale) => write!(
                f,
                "by the words of the question, {} is taken for the good end and {} for the bad one.",
                scale.low, scale.high
            ),
            Self::LabelsInDoubt(labels) => write!(
                f,
                "a word of its answers is not understood. Their order from worst to best is \
                 guessed: {}.",
                labels.join(", ")
            ),
            Self::UnreadAnswers(answers) => {
                let shown: Vec<String> =
                    answers.iter().map(|answer| format!("\u{201c}{answer}\u{201d}")).collect();
                write!(f, "its answers {} are on no scale that is known.", shown.join(", "))
            }
            Self::NobodyComplete(sample) => write!(
                f,
                "none of its cells, such as \u{201c}{sample}\u{201d}, says that somebody went \
                 through to the end, so everybody counts as incomplete."
            ),
            Self::SeveralSurveys { by } => write!(
                f,
                "answers to several surveys stand in it, which measure different things. Column \
                 {by} tells them apart; a figure of all of them together means nothing."
            ),
            Self::BecameDates { count, sample, is_score } => write!(
                f,
                "{count} cells such as \u{201c}{sample}\u{201d} look like ranges or fractions \
                 (1-5, 1/5) that a spreadsheet turned into dates. {}",
                if *is_score {
                    "They are counted as off the scale, as nobody can tell what they were."
                } else {
                    "Check the column before you tell answers apart by it."
                }
            ),
            Self::EffortOrEase(_) => f.write_str(
                "nothing says whether a high number means much effort or little. It is taken for \
                 little.",
            ),
            Self::AnswerCodes(sample) => {
                write!(f, "its answers are codes such as \u{201c}{sample}\u{201d}.")
            }
            Self::Weighted => f.write_str("the answers are weighted by it."),
            Self::OddNpsScale(scale) => write!(
                f,
                "the scale goes from {} to {}, which is no NPS scale. The score cannot be compared \
                 with others.",
                scale.low, scale.high
            ),
            Self::EndLabels { proposals, .. } => {
                let found: Vec<String> = proposals
                    .iter()
                    .map(|found| {
                        format!("\u{201c}{}\u{201d} (probably {})", found.text, found.value)
                    })
                    .collect();
                write!(f, "{} stands among numbers and is not counted.", found.join(" and "))
            }
        }
    }
}

impl fmt::Display for CountWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut counted = |count: u64, one: &str, many: &str| match count {
            1 => write!(f, "1 {one}."),
            _ => write!(f, "{count} {many}."),
        };
        match self {
            Self::Summaries(count) => counted(
                *count,
                "line of means or totals was left out",
                "lines of means or totals were left out",
            ),
            Self::Notes(count) => counted(
                *count,
                "line that is a note or the header once more was left out",
                "lines that are notes or the header once more were left out",
            ),
            Self::Previews(count) => {
                counted(*count, "preview was left out", "previews were left out")
            }
            Self::Empty(count) => {
                counted(*count, "empty row was left out", "empty rows were left out")
            }
            Self::Malformed(count) => counted(
                *count,
                "row was left out because its cells cannot be told apart",
                "rows were left out because their cells cannot be told apart",
            ),
            Self::Undated(count) => counted(
                *count,
                "row has no date that can be read",
                "rows have no date that can be read",
            ),
            Self::TallyRecords(count) => counted(
                *count,
                "record of the tally could not be used; the list says why",
                "records of the tally could not be used; the list says why",
            ),
            Self::Combinations(cells) => write!(
                f,
                "Most of the {cells} combinations of labels hold a single answer, so that there is \
                 little to compare and people could be recognised."
            ),
            Self::SingleAnswers { singles, groups, finest, labels } => write!(
                f,
                "{singles} of {groups} groups hold a single answer: the column that names the {} \
                 says {labels} different ones.",
                finest_name(*finest)
            ),
            Self::Spellings { count, labels } => {
                let told: Vec<String> = labels.iter().map(spelled).collect();
                write!(
                    f,
                    "{count} {} spelled in several ways and counted as one: {}{}.",
                    if *count == 1 { "label is" } else { "labels are" },
                    told.join("; "),
                    if *count > labels.len() { "; and more" } else { "" }
                )
            }
            Self::NoPeople => f.write_str(
                "A tally holds no people, so answers of the same person cannot be dropped any more.",
            ),
        }
    }
}

/// A label with its other spellings.
fn spelled((label, others): &(String, Vec<String>)) -> String {
    let others: Vec<String> =
        others.iter().map(|other| format!("\u{201c}{other}\u{201d}")).collect();
    format!("\u{201c}{label}\u{201d}, also {}", others.join(", "))
}

const fn finest_name(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Stage => "stage",
        Dimension::Touchpoint => "touchpoint",
        Dimension::Persona => "persona",
        Dimension::Period => "date",
        Dimension::Segment => "segment",
        Dimension::Channel => "channel",
    }
}

impl From<FileWarning> for Warning {
    fn from(what: FileWarning) -> Self {
        Self::File(what)
    }
}

impl From<CountWarning> for Warning {
    fn from(what: CountWarning) -> Self {
        Self::Count(what)
    }
}
