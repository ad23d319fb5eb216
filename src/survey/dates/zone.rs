//! The time zone that a date cell or the heading above it names.

use super::half::half_of_day;

/// Time zones that headings name in three to five letters, between spaces.
const NAMES: &str = "utc gmt cet cest wet west eet eest bst ist msk est edt cst cdt mst mdt pst \
    pdt ast adt akst hst brt art clt jst kst sgt hkt awst acst aest aedt nzst nzdt sast";

/// The time zone behind the time of day: `UTC` for `2024-03-21T12:05:19Z`, `AST`, `+02:00`,
/// `Europe/Berlin`. None where the cell names none or has no time.
pub(crate) fn zone_of_cell(text: &str) -> Option<String> {
    let (_, after_hour) = text.trim().split_once(':')?;
    let is_time = |c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | ',');
    let rest = after_hour.trim_start_matches(is_time).trim();
    // With a digit before it, as behind the time.
    let timed = format!("0 {rest}");
    let behind = match half_of_day(&timed) {
        Some((_, half)) if half.start == 2 => timed.get(half.end..)?,
        _ => rest,
    };
    zone(behind.trim())
}

/// The time zone that a heading names: `Submit Date (UTC)`, `Started at (America/New_York)`,
/// `created_utc`.
pub(crate) fn zone_of_heading(heading: &str) -> Option<String> {
    let inner = heading.split(['(', '[']).skip(1).find_map(|part| {
        let inner = part.split([')', ']']).next()?.trim();
        let named = inner.strip_prefix("Time zone:").unwrap_or(inner).trim();
        let known = NAMES.split_whitespace().any(|name| name.eq_ignore_ascii_case(named));
        if known || named.contains(['/', '+', '-']) { zone(named) } else { None }
    });
    inner.or_else(|| {
        let last = heading.rsplit([' ', '_']).next()?;
        ["utc", "gmt"].contains(&last.to_lowercase().as_str()).then(|| last.to_uppercase())
    })
}

/// The time zone that a text is, in one way of writing.
fn zone(text: &str) -> Option<String> {
    let text = text.trim_matches(|c| matches!(c, '(' | ')' | '[' | ']'));
    if text == "Z" {
        return Some("UTC".to_owned());
    }
    if let Some(offset) = offset(text) {
        return Some(offset);
    }
    let letters = text.chars().take_while(char::is_ascii_uppercase).count();
    let (name, rest) = text.split_at_checked(letters)?;
    if (2..=5).contains(&letters) && (rest.is_empty() || offset(rest).is_some()) {
        let named = !["AM", "PM"].contains(&name);
        return named.then(|| text.to_owned());
    }
    let is_place = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_uppercase())
            && part.contains(|c: char| c.is_ascii_lowercase())
            && part.chars().all(|c| c.is_ascii_alphabetic() || c == '_')
    };
    let place = text.contains('/') && text.split('/').all(is_place) && text.len() <= 40;
    place.then(|| text.to_owned())
}

/// `+02:00` for `+02:00`, `+0200` and `+2`.
fn offset(text: &str) -> Option<String> {
    let sign = text.chars().next().filter(|c| matches!(c, '+' | '-'))?;
    let rest = text.get(1..)?;
    let (hours, minutes) = match rest.split_once(':') {
        Some(pair) => pair,
        None if rest.len() == 4 => rest.split_at_checked(2)?,
        None => (rest, "00"),
    };
    let hours: u8 = hours.parse().ok().filter(|hours| *hours <= 14)?;
    let minutes: u8 = minutes.parse().ok().filter(|minutes| *minutes < 60)?;
    Some(format!("{sign}{hours:02}:{minutes:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_name_their_time_zone() {
        for (text, expected) in [
            ("2024/03/21 12:05:19 PM AST", Some("AST")),
            ("2024-03-21T12:05:19Z", Some("UTC")),
            ("2024-03-21 12:05:19.123 UTC", Some("UTC")),
            ("2024-03-21T12:05:19+02:00", Some("+02:00")),
            ("2024-03-21T12:05:19-0500", Some("-05:00")),
            ("21.03.2024 12:05 MESZ", Some("MESZ")),
            ("2024-03-21 12:05 GMT+2", Some("GMT+2")),
            ("2024/03/21 12:05:19 오후 GMT+9", Some("GMT+9")),
            ("21/03/2024 12:05:19 a. m. CET", Some("CET")),
            ("2024-03-21 12:05 Europe/Berlin", Some("Europe/Berlin")),
            ("2024-03-21 12:05 America/New_York", Some("America/New_York")),
            ("2024/03/21 9:05:19 \u{4e0b}\u{5348} GMT+8", Some("GMT+8")),
            ("2024-03-21 12:05:19 PM", None),
            ("2024-03-21 12:05:19", None),
            ("2024-03-21", None),
        ] {
            assert_eq!(zone_of_cell(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn headings_name_their_time_zone() {
        for (text, expected) in [
            ("Submit Date (UTC)", Some("UTC")),
            ("Conversation started at (America/New_York)", Some("America/New_York")),
            ("Started (GMT+01:00)", Some("GMT+01:00")),
            ("created_utc", Some("UTC")),
            ("Survey date (MM/DD/YYYY)", None),
            ("Date (YYYY-MM-DD)", None),
            ("Date (local)", None),
        ] {
            assert_eq!(zone_of_heading(text).as_deref(), expected, "{text}");
        }
    }
}
