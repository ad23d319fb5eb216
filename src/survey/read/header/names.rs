//! The names of columns: tidied, and each one its own.

use std::collections::HashMap;

use super::ColumnHead;

/// Takes tags, odd spaces and line breaks out of a header cell.
pub(super) fn clean(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        plain.push_str(before);
        // Only what looks like a tag is one: "< 5 years" is not.
        let tag = after.find('>').filter(|_| {
            after.starts_with(|first: char| first.is_ascii_alphabetic() || first == '/')
        });
        if let Some(behind) = tag.and_then(|end| after.get(end + 1..)) {
            plain.push(' ');
            rest = behind;
        } else {
            plain.push('<');
            rest = after;
        }
    }
    plain.push_str(rest);
    let plain = plain.replace("&nbsp;", " ").replace("&amp;", "&").replace('\u{FEFF}', "");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Names the nameless and keeps equal names apart.
pub(super) fn finish(mut columns: Vec<ColumnHead>) -> Vec<ColumnHead> {
    let mut times: HashMap<String, usize> = HashMap::new();
    for (index, column) in columns.iter_mut().enumerate() {
        if column.name.is_empty() {
            column.name = format!("Column {}", index + 1);
        }
        if column.text.is_empty() {
            column.text.clone_from(&column.name);
        }
        let base = column.name.clone();
        loop {
            let seen = times.entry(column.name.clone()).or_insert(0);
            *seen += 1;
            if *seen == 1 {
                break;
            }
            let repeat = times.get(&base).copied().unwrap_or(2);
            column.name = format!("{base} ({repeat})");
            if !times.contains_key(&column.name) {
                times.insert(column.name.clone(), 1);
                break;
            }
            times.entry(base.clone()).and_modify(|count| *count += 1);
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_taken_out_of_questions_but_not_comparisons() {
        assert_eq!(clean("Do <strong>you</strong>\u{a0}like  it?"), "Do you like it?");
        assert_eq!(clean("Age < 5 or > 9"), "Age < 5 or > 9");
    }
}
