//! Numbers as people type them, wherever they come from.

/// Reads a typed number; none when it is something else.
///
/// Decimals stand after a point or a comma. A comma before exactly three last digits groups
/// thousands, as this program writes them itself, unless a zero stands before it: `2,014` is two
/// thousand and fourteen, `2,5` two and a half, `0,125` an eighth. Where both marks stand, the last
/// one is the decimal mark. Blanks and apostrophes group too. A number with `%` behind it is divided by
/// 100; signs of currencies are passed over.
pub fn typed_number(text: &str) -> Option<f64> {
    let is_currency = |letter: char| matches!(letter, '$' | '€' | '£' | '¥');
    let text =
        text.trim().trim_matches(|letter: char| is_currency(letter) || letter.is_whitespace());
    let (text, divisor) = match text.strip_suffix('%') {
        Some(percent) => (percent.trim_end(), 100.0),
        None => (text, 1.0),
    };
    let (digits, sign) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(digits) => (digits, -1.0),
        None => (text.strip_prefix('+').unwrap_or(text), 1.0),
    };
    let digits: String = digits
        .chars()
        .filter(|letter| !letter.is_whitespace() && !matches!(letter, '\'' | '\u{2019}'))
        .filter(|letter| !is_currency(*letter))
        .collect();
    let (whole, decimals) = parts(&digits)?;
    let number: f64 = format!("{whole}.{decimals}0").parse().ok()?;
    let value = sign * number / divisor;
    value.is_finite().then_some(value)
}

/// The digits before and after the decimal mark, without the marks that group.
fn parts(digits: &str) -> Option<(String, String)> {
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let mark = digits.rfind([',', '.']);
    let (whole, decimals) =
        match mark.and_then(|at| Some((digits.get(..at)?, digits.get(at + 1..)?))) {
            None => (digits, ""),
            Some((whole, decimals)) => {
                let mark = digits.chars().rev().find(|letter| matches!(letter, ',' | '.'))?;
                let other = if mark == ',' { '.' } else { ',' };
                let groups = mark == ',' && !whole.contains(other) && is_grouped(digits, ',')
                    || whole.contains(mark) && is_grouped(digits, mark);
                if groups { (digits, "") } else { (whole, decimals) }
            }
        };
    let group = whole.chars().find(|letter| matches!(letter, ',' | '.'));
    if group.is_some_and(|mark| !is_grouped(whole, mark)) {
        return None;
    }
    let whole: String = whole.chars().filter(char::is_ascii_alphanumeric).collect();
    let has_digit = !whole.is_empty() || !decimals.is_empty();
    (has_digit && is_number(&whole) && is_number(decimals)).then(|| (whole, decimals.to_owned()))
}

/// Whether the mark cuts the digits into thousands: one to three digits that do not begin with a
/// zero, then always three.
fn is_grouped(digits: &str, mark: char) -> bool {
    let mut groups = digits.split(mark);
    let first = groups.next().unwrap_or("");
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    (1..=3).contains(&first.len())
        && is_number(first)
        && !first.starts_with('0')
        && groups.all(|group| group.len() == 3 && is_number(group))
}
