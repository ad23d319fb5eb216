//! How a survey file is read, as arguments of every command that reads one.

use std::path::{Path, PathBuf};

use ::survey::import::{self, ColumnOverride, Granularity, Keep, LongLayout, Plan};
use ::survey::read::encoding::Encoding;
use ::survey::read::sniff::Hints;
use anyhow::Context as _;
use clap::{Args, ValueEnum};

use super::worded;
use crate::survey_file::FileSource;

/// How much of a file is looked at for guessing: more than the dialog takes, as nobody waits for a
/// first picture here.
const LOOK_BYTES: usize = 2 * 1024 * 1024;

/// How a survey file is read, for every command that reads one.
#[derive(Debug, Args)]
pub(in crate::cli) struct ReadingArgs {
    /// How many header rows there are, where the guess is wrong.
    #[arg(long, value_name = "ROWS")]
    header_rows: Option<usize>,

    /// The sheet of a workbook that is read: the one with the widest table unless told.
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,

    /// What stands between cells, where the guess is wrong: one sign, or tab.
    #[arg(long, value_name = "SIGN", value_parser = delimiter)]
    delimiter: Option<u8>,

    /// The encoding of the text, where the guess is wrong: utf-8, windows-1252, gb18030...
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    encoding: Option<Encoding>,

    /// For files with one row per answer: the column that names the question, and the column that
    /// holds the answer. The columns are then counted in the table with one row per person: first
    /// the others, then one per question.
    #[arg(long, value_name = "QUESTION,ANSWER")]
    long: Option<LongLayout>,

    /// Take over what was decided about the columns of an earlier file; see --save-profile of the
    /// survey command. Columns are matched by name.
    #[arg(long, value_name = "FILE")]
    profile: Option<PathBuf>,

    /// What a column is, counted from 0: 3=score:0-10, 3=nps, 62=score:0-10,Absolutely=10,
    /// 5=ces:1-7,low-good, 7=persona, 8=other. May be given several times.
    #[arg(long = "column", value_name = "INDEX=ROLE")]
    columns: Vec<ColumnOverride>,

    /// Which answers of the same person count: all of them unless told.
    #[arg(long, value_enum)]
    keep: Option<KeepArg>,

    /// The columns that together tell a person, for --keep; without it the identifier.
    #[arg(long, value_name = "INDEX,...", value_delimiter = ',')]
    unique_by: Vec<usize>,

    /// Count only people who went through to the end.
    #[arg(long)]
    complete_only: bool,

    /// Keep answers apart by this column.
    #[arg(long, value_name = "INDEX")]
    pub(super) by: Option<usize>,

    /// How finely answers are kept apart by date: by month unless told.
    #[arg(long, value_enum)]
    period: Option<PeriodArg>,

    /// The name of this wave of a survey that is repeated.
    #[arg(long)]
    wave: Option<String>,
}

/// The sign between cells that a text names.
fn delimiter(text: &str) -> Result<u8, String> {
    match text {
        "tab" | "\t" | "\\t" => Ok(b'\t'),
        _ => match text.as_bytes() {
            [sign @ (b'!'..=b'/' | b':'..=b'@' | b'['..=b'`' | b'{'..=b'~' | b' ')] => Ok(*sign),
            _ => Err("write one sign that is no letter and no digit, or tab".to_owned()),
        },
    }
}

/// The encoding that a text names.
fn encoding(text: &str) -> Result<Encoding, String> {
    Encoding::from_name(text).ok_or_else(|| "there is no such encoding of text".to_owned())
}

/// Which answers of the same person count.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum KeepArg {
    /// All of them.
    All,
    /// The first one.
    First,
    /// The latest one.
    Latest,
}

/// How finely answers are kept apart by date.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum PeriodArg {
    /// Not at all.
    None,
    /// By month.
    Month,
    /// By day.
    Day,
}

/// A survey file, looked at.
pub(in crate::cli) struct Opened {
    /// Where the answers come from.
    pub(in crate::cli) source: FileSource,
    /// How it is read: the guesses, changed as the arguments say.
    pub(in crate::cli) plan: Plan,
    /// What a person should know.
    pub(in crate::cli) warnings: Vec<String>,
}

impl ReadingArgs {
    /// Looks at a file and changes what was guessed as the arguments say.
    pub(in crate::cli) fn open(&self, file: FileSource) -> anyhow::Result<Opened> {
        let hints =
            Hints { sheet: self.sheet.clone(), delimiter: self.delimiter, encoding: self.encoding };
        let mut preview = import::preview_as(&file, LOOK_BYTES, &hints)?;
        if let Some(rows) = self.header_rows {
            preview = preview.with_header_rows(rows);
        }
        let profile = self.profile.as_deref().map(read_profile).transpose()?;
        let saved = profile.as_ref().and_then(|profile| profile.long.as_ref());
        let saved = saved.and_then(|long| long.layout_among(&preview.plan.file_names()));
        if let Some(layout) = self.long.or(saved) {
            preview = preview.one_row_per_person(&file, layout, LOOK_BYTES)?;
        }
        let mut warnings: Vec<String> = preview.warnings.iter().map(worded).collect();
        let mut plan = preview.plan;
        if let Some(profile) = &profile {
            warnings.extend(adopt(&mut plan, profile));
        }
        self.change(&mut plan)?;
        Ok(Opened { source: file, plan, warnings })
    }

    /// The saved profile, changed as the arguments say, for a command that needs no file; none
    /// without one.
    pub(in crate::cli) fn saved_plan(&self) -> anyhow::Result<Option<Plan>> {
        let Some(path) = &self.profile else { return Ok(None) };
        let mut plan = read_profile(path)?;
        self.change(&mut plan)?;
        Ok(Some(plan))
    }

    /// Changes the plan as the arguments say.
    fn change(&self, plan: &mut Plan) -> anyhow::Result<()> {
        for column in &self.columns {
            column.apply(plan)?;
        }
        let last = plan.columns.len().saturating_sub(1);
        for index in self.by.iter().chain(&self.unique_by) {
            anyhow::ensure!(
                *index <= last,
                "There is no column {index}; the columns are counted from 0 and the last one is {last}."
            );
        }
        if let Some(index) = self.by {
            plan.keep_apart_by(index);
        }
        let options = &mut plan.options;
        options.keep = self.keep.map_or(options.keep, |keep| match keep {
            KeepArg::All => Keep::All,
            KeepArg::First => Keep::First,
            KeepArg::Latest => Keep::Latest,
        });
        options.period = self.period.map_or(options.period, |period| match period {
            PeriodArg::None => Granularity::None,
            PeriodArg::Month => Granularity::Month,
            PeriodArg::Day => Granularity::Day,
        });
        if !self.unique_by.is_empty() {
            options.unique_by.clone_from(&self.unique_by);
        }
        options.complete_only |= self.complete_only;
        options.wave = self.wave.clone().or_else(|| options.wave.take());
        Ok(())
    }
}

fn read_profile(path: &Path) -> anyhow::Result<Plan> {
    let name = || crate::cli::name(path);
    let text = std::fs::read_to_string(path).with_context(name)?;
    ron::from_str(&text)
        .map_err(|error| anyhow::anyhow!("This is no survey profile: {error}"))
        .with_context(name)
}

/// Takes over a saved profile; says which columns it does not know and which are missing.
fn adopt(plan: &mut Plan, profile: &Plan) -> Vec<String> {
    let adopted = plan.adopt(profile);
    let mut warnings = Vec::new();
    for (names, what) in
        [(&adopted.new, "is not in the profile"), (&adopted.missing, "of the profile is missing")]
    {
        warnings
            .extend(names.iter().map(|name| format!("The column \u{201c}{name}\u{201d} {what}.")));
    }
    warnings
}
