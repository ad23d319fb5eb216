//! Records handed to workers: one after the other, or in blocks to several threads.
//!
//! Blocks are cut where the number of quotes so far is even and a line ends. That is right for
//! every well-formed file; a stray quote inside an unquoted cell may make it wrong. It is noticed:
//! a block that was begun right and is cut wrong ends within an open quote, and then the file is
//! read again by one thread, which needs no guess.

use std::io::{self, Read};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};

use crate::import::{Progress, ProgressFn};
use crate::read::ReadError;
use crate::read::format::Input;
use crate::read::scan::{BlockRecords, Dialect, Record};

/// Smaller files are read by one thread.
const MIN_PARALLEL_BYTES: u64 = 8 * 1024 * 1024;

/// How much a block holds, more or less.
const BLOCK_BYTES: usize = 1024 * 1024;

/// A block that grows beyond this has no place where it could be cut.
const MAX_BLOCK_BYTES: usize = 16 * 1024 * 1024;

/// How many records pass between two reports of progress.
const RECORDS_PER_REPORT: u64 = 20_000;

/// Where a record stands in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// The block, from 0.
    pub(super) block: u32,
    /// The row within the block, from 0, header rows and blank lines included.
    pub(super) row: u32,
}

/// Something that takes records.
pub(super) trait Worker: Send {
    /// Takes a record behind the header rows.
    fn record(&mut self, record: &Record<'_>, place: Place);
    /// Is told how many rows a block had, header rows and blank lines included.
    fn block_done(&mut self, _block: u32, _rows: u32) {}
    /// Is told that there are no more records, still on its own thread.
    fn finish(&mut self) {}
}

/// The passes over a file that an import makes.
pub(super) struct Passes<'a> {
    input: &'a Input<'a>,
    progress: &'a ProgressFn<'a>,
    size_bytes: u64,
    count: u64,
    first_answer: usize,
    wanted: Vec<bool>,
    in_order: bool,
    /// How many passes were made before the first of these.
    made: u64,
}

impl<'a> Passes<'a> {
    /// `wanted` says which columns will be read.
    pub(super) fn new(
        input: &'a Input<'a>,
        progress: &'a ProgressFn<'a>,
        count: u64,
        wanted: Vec<bool>,
    ) -> Result<Self, ReadError> {
        let size_bytes = input.size_bytes()?;
        let first_answer = input.format().first_answer();
        Ok(Self {
            input,
            progress,
            size_bytes,
            count,
            first_answer,
            wanted,
            in_order: false,
            made: 0,
        })
    }

    /// The same passes, each by one thread, so that places are the same in all of them as in
    /// [`Passes::run_in_order`], however long the file is.
    pub(super) fn in_order(self) -> Self {
        Self { in_order: true, ..self }
    }

    /// The passes that come after so many others.
    pub(super) fn after(self, made: u64) -> Self {
        Self { made, ..self }
    }

    /// Reads the file and gives its records to workers. `pass` counts from 0.
    pub(super) fn run<W: Worker>(
        &self,
        pass: u64,
        make: impl Fn() -> W + Sync,
    ) -> Result<Vec<W>, ReadError> {
        if self.size_bytes >= MIN_PARALLEL_BYTES && !self.in_order {
            let threads = std::thread::available_parallelism().map_or(1, usize::from).min(16);
            if threads > 1
                && let Some(workers) = self.run_parallel(pass, &make, threads)?
            {
                return Ok(workers);
            }
        }
        let mut worker = make();
        self.run_in_order(pass, &mut worker)?;
        Ok(vec![worker])
    }

    fn report(&self, pass: u64, done_bytes: u64) -> Result<(), ReadError> {
        let done_bytes = (self.made + pass) * self.size_bytes + done_bytes.min(self.size_bytes);
        let progress = Progress { done_bytes, total_bytes: self.count * self.size_bytes };
        if (self.progress)(progress) { Ok(()) } else { Err(ReadError::Cancelled) }
    }

    /// Reads the file in its order, and gives its records to one worker.
    pub(super) fn run_in_order<W: Worker>(
        &self,
        pass: u64,
        worker: &mut W,
    ) -> Result<(), ReadError> {
        let mut scanner = self.input.records()?;
        let (mut number, mut row) = (0, 0_u32);
        let mut since_report = 0;
        while let Some(record) = scanner.next_record()? {
            row = row.saturating_add(record.blank_lines);
            if number >= self.first_answer {
                worker.record(&record, Place { block: 0, row });
            }
            row = row.saturating_add(1);
            number += 1;
            since_report += 1;
            if since_report == RECORDS_PER_REPORT {
                since_report = 0;
                self.report(pass, scanner.consumed_bytes())?;
            }
        }
        worker.block_done(0, row);
        worker.finish();
        self.report(pass, self.size_bytes)
    }

    /// Reads with several threads; none when a block could not be cut between records.
    fn run_parallel<W: Worker>(
        &self,
        pass: u64,
        make: &(impl Fn() -> W + Sync),
        threads: usize,
    ) -> Result<Option<Vec<W>>, ReadError> {
        let dialect = self.input.format().dialect();
        let mut cutter = Cutter::new(self.input.stream()?, dialect);
        let (sender, receiver) = sync_channel::<(u32, Vec<u8>)>(threads);
        let receiver = Mutex::new(receiver);
        let broken = AtomicBool::new(false);
        let reading = Reading { dialect, wanted: &self.wanted, first_answer: self.first_answer };
        std::thread::scope(|scope| {
            let mut handles = Vec::with_capacity(threads);
            for number in 0..threads {
                let (receiver, broken) = (&receiver, &broken);
                let work = move || work(make(), receiver, broken, reading);
                let name = format!("survey-count-{number}");
                handles.push(std::thread::Builder::new().name(name).spawn_scoped(scope, work)?);
            }
            let mut done_bytes = 0;
            let mut block = 0;
            let mut outcome = Ok(());
            loop {
                match cutter.next_block() {
                    Ok(Cut::Block(bytes)) => {
                        done_bytes += bytes.len() as u64;
                        if broken.load(Ordering::Relaxed) || sender.send((block, bytes)).is_err() {
                            break;
                        }
                        block += 1;
                        outcome = self.report(pass, done_bytes);
                        if outcome.is_err() {
                            break;
                        }
                    }
                    Ok(Cut::End) => break,
                    Ok(Cut::NoPlace) => {
                        broken.store(true, Ordering::Relaxed);
                        break;
                    }
                    Err(error) => {
                        outcome = Err(error.into());
                        break;
                    }
                }
            }
            drop(sender);
            let workers: Vec<W> =
                handles.into_iter().filter_map(|handle| handle.join().ok()).collect();
            outcome?;
            // A worker that is missing panicked; reading alone shows whether it does so again.
            let whole = workers.len() == threads && !broken.load(Ordering::Relaxed);
            Ok(whole.then_some(workers))
        })
    }
}

/// How the records of a block are read.
#[derive(Clone, Copy)]
struct Reading<'a> {
    dialect: Dialect,
    wanted: &'a [bool],
    first_answer: usize,
}

/// Takes blocks until there are none; the records of each go to the worker.
fn work<W: Worker>(
    mut worker: W,
    receiver: &Mutex<Receiver<(u32, Vec<u8>)>>,
    broken: &AtomicBool,
    reading: Reading<'_>,
) -> W {
    loop {
        let next = match receiver.lock() {
            Ok(receiver) => receiver.recv(),
            Err(_) => break,
        };
        let Ok((block, mut bytes)) = next else { break };
        if broken.load(Ordering::Relaxed) {
            continue;
        }
        let skipped = if block == 0 { reading.first_answer } else { 0 };
        let mut records = BlockRecords::new(&mut bytes, reading.dialect, reading.wanted);
        let (mut number, mut row) = (0, 0_u32);
        while let Some(record) = records.next_record() {
            if record.open_quote {
                broken.store(true, Ordering::Relaxed);
            }
            row = row.saturating_add(record.blank_lines);
            if number >= skipped {
                worker.record(&record, Place { block, row });
            }
            row = row.saturating_add(1);
            number += 1;
        }
        if number < skipped {
            broken.store(true, Ordering::Relaxed);
        }
        worker.block_done(block, row.saturating_add(records.blank_lines_left()));
    }
    worker.finish();
    worker
}

/// How many quotes there are. Counted in bytes, 255 at a time, which processors do many at once.
fn count_quotes(bytes: &[u8]) -> usize {
    let in_part = |part: &[u8]| part.iter().map(|byte| u8::from(*byte == b'"')).sum::<u8>();
    bytes.chunks(255).map(|part| usize::from(in_part(part))).sum()
}

/// What comes next when a stream is cut into blocks.
enum Cut {
    /// A block that ends between records, if quotes are what they seem.
    Block(Vec<u8>),
    /// Nothing more.
    End,
    /// There is no place to cut.
    NoPlace,
}

/// Cuts a stream into blocks.
struct Cutter<R> {
    reader: R,
    quoted: bool,
    rest: Vec<u8>,
    /// How many bytes of `rest` were searched for quotes, and how many they were.
    searched: usize,
    quotes: usize,
    at_end: bool,
}

impl<R: Read> Cutter<R> {
    fn new(reader: R, dialect: Dialect) -> Self {
        Self {
            reader,
            quoted: dialect.quoted,
            rest: Vec::new(),
            searched: 0,
            quotes: 0,
            at_end: false,
        }
    }

    fn next_block(&mut self) -> io::Result<Cut> {
        loop {
            self.fill()?;
            if self.at_end {
                let block = std::mem::take(&mut self.rest);
                return Ok(if block.is_empty() { Cut::End } else { Cut::Block(block) });
            }
            if let Some(cut) = self.place() {
                let mut next = Vec::with_capacity(BLOCK_BYTES + self.rest.len() - cut);
                next.extend_from_slice(self.rest.get(cut..).unwrap_or_default());
                self.rest.truncate(cut);
                self.searched = 0;
                self.quotes = 0;
                return Ok(Cut::Block(std::mem::replace(&mut self.rest, next)));
            }
            if self.rest.len() > MAX_BLOCK_BYTES {
                return Ok(Cut::NoPlace);
            }
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        let before = self.rest.len();
        (&mut self.reader).take(BLOCK_BYTES as u64).read_to_end(&mut self.rest)?;
        self.at_end = self.rest.len() == before;
        Ok(())
    }

    /// Behind the last line end that has an even number of quotes before it.
    fn place(&mut self) -> Option<usize> {
        let fresh = self.rest.get(self.searched..).unwrap_or_default();
        if self.quoted {
            self.quotes += count_quotes(fresh);
        }
        self.searched = self.rest.len();
        let mut before = self.quotes;
        for (at, byte) in self.rest.iter().enumerate().rev() {
            match byte {
                b'"' if self.quoted => before -= 1,
                b'\n' if before.is_multiple_of(2) => return Some(at + 1),
                _ => {}
            }
        }
        None
    }
}
