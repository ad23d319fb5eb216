//! Who answered, as salted hashes: enough to recognise people in the next wave of a survey, and not
//! to say who they are.

use xxhash_rust::xxh3::xxh3_64_with_seed;

/// The people of a survey file: a salted 64-bit hash of each response id, sorted, each once.
///
/// Two files can be compared only by hashes with the same salt. Hashes of different people are
/// alike once in about 2^64 / n tries among n people, which nobody will live to see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IdHashes {
    salt: u64,
    hashes: Vec<u64>,
}

impl IdHashes {
    /// Nobody yet.
    pub const fn new(salt: u64) -> Self {
        Self { salt, hashes: Vec::new() }
    }

    /// People by their hashes, in any order.
    pub fn from_hashes(salt: u64, mut hashes: Vec<u64>) -> Self {
        hashes.sort_unstable();
        hashes.dedup();
        Self { salt, hashes }
    }

    /// What every id is hashed together with.
    pub const fn salt(&self) -> u64 {
        self.salt
    }

    /// The hashes, sorted, each once.
    pub fn hashes(&self) -> &[u64] {
        &self.hashes
    }

    /// How many people there are.
    pub const fn len(&self) -> usize {
        self.hashes.len()
    }

    /// Whether there is nobody.
    pub const fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }

    /// Whether somebody is among them.
    pub fn contains(&self, hash: u64) -> bool {
        self.hashes.binary_search(&hash).is_ok()
    }

    /// How many people are among both. Nobody is where the salts differ.
    pub fn shared_with(&self, other: &Self) -> usize {
        if self.salt != other.salt {
            return 0;
        }
        self.hashes.iter().filter(|hash| other.contains(**hash)).count()
    }

    /// Adds the people of another file with the same salt; those with another salt are not added,
    /// as they could never be recognised.
    pub fn join(&mut self, other: &Self) {
        if self.salt == other.salt {
            self.hashes.extend_from_slice(&other.hashes);
            self.hashes.sort_unstable();
            self.hashes.dedup();
        }
    }

    /// The hash of an id. `key` holds the cells that tell the person, as UTF-8.
    pub(super) fn hash(&self, key: &[u8]) -> u64 {
        xxh3_64_with_seed(key, self.salt)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{preview, run_without};
    use crate::read::source::Bytes;

    #[test]
    fn people_of_two_files_are_compared_only_with_one_salt() {
        let may = IdHashes::from_hashes(7, vec![3, 1, 3, 2]);
        let june = IdHashes::from_hashes(7, vec![2, 3, 9]);
        assert_eq!((may.len(), may.shared_with(&june)), (3, 2));
        assert_eq!(may.shared_with(&IdHashes::from_hashes(8, vec![2, 3, 9])), 0);
        let mut all = may.clone();
        all.join(&june);
        assert_eq!(all.hashes(), [1, 2, 3, 9]);
        all.join(&IdHashes::from_hashes(8, vec![5]));
        assert_eq!(all.len(), 4, "hashes of another salt mean nothing here");
    }

    #[test]
    fn people_of_another_wave_are_left_out_whatever_the_files_encoding() {
        let plan_of = |file: &Bytes| preview(file, 4096).unwrap().plan;
        let may = Bytes::from("Response ID;nps\nAna\u{ef};9\nBo;10\nCy;3\n".as_bytes());
        let latin = "Response ID;nps\nBo;1\nAna\u{ef};2\nDa;4\nDa;5\n;6\n";
        let june = Bytes::from(latin.chars().map(|c| c as u8).collect::<Vec<u8>>());
        let nobody = IdHashes::new(5);
        let (_, before) = run_without(&may, &plan_of(&may), &nobody, &|_| true).unwrap();
        assert_eq!(before.len(), 3);
        let (first, people) = run_without(&june, &plan_of(&june), &before, &|_| true).unwrap();
        let counts = first.counts;
        assert_eq!((counts.rows, counts.used, counts.duplicate), (5, 3, 2));
        assert_eq!(counts.other_wave, 2, "who has no id is nobody that answered before");
        assert_eq!((people.len(), people.shared_with(&before)), (3, 2));
        let plan = plan_of(&may);
        let (latest, _) = run_without(&may, &plan, &people, &|_| true).unwrap();
        assert_eq!(latest.counts.used, 1, "only Cy did not answer again");
    }

    #[test]
    fn the_salt_makes_another_hash_of_the_same_id() {
        assert_ne!(IdHashes::new(1).hash(b"R_1"), IdHashes::new(2).hash(b"R_1"));
        assert_eq!(IdHashes::new(1).hash(b"R_1"), IdHashes::new(1).hash(b"R_1"));
    }
}
