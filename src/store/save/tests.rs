use std::io::ErrorKind;
use std::path::Path;
use std::time::Duration;

use model::{Persona, PersonaId, Project};

use super::*;
use crate::fs::RealFs;
use crate::mem::{Fault, MemFs};

const OLD: &[u8] = b"the old version, whole from its first to its last byte";
const NEW: &[u8] = b"the new version, which is longer than the old one was, and whole as well";

fn target() -> &'static Path {
    Path::new("/maps/shop.ron")
}

fn with_backups() -> SaveOptions {
    SaveOptions { overwrite_changed: false, backups: Some("/data/backups".into()) }
}

/// A disk with the old version on it, and the stamp of that.
fn disk() -> (MemFs, Stamp) {
    let fs = MemFs::new();
    fs.put(target(), OLD);
    let stamp = Stamp::of(OLD);
    (fs, stamp)
}

fn stray_files(fs: &MemFs) -> Vec<PathBuf> {
    let is_temp = |path: &PathBuf| path.to_string_lossy().contains(".~throughline-");
    fs.paths().into_iter().filter(is_temp).collect()
}

#[test]
fn a_power_cut_at_any_call_leaves_the_old_or_the_new_file_whole() {
    for options in [SaveOptions::default(), with_backups()] {
        for cut in 0.. {
            let (fs, stamp) = disk();
            fs.set_fault(Some(Fault::PowerCut(cut)));
            let saved = save_bytes(&fs, NEW, target(), Some(&stamp), &options);
            let acknowledged = saved.is_ok_and(|saved| saved.confirmed);
            for after in fs.after_power_cut() {
                let content = after.content(target()).expect("the file is there");
                assert!(content == NEW || content == OLD && !acknowledged, "cut at call {cut}");
            }
            if !fs.was_hit() {
                assert!(acknowledged && cut > 8);
                break;
            }
        }
    }
}

#[test]
fn a_power_cut_while_a_new_file_is_saved_leaves_it_whole_or_not_at_all() {
    for cut in 0.. {
        let fs = MemFs::new();
        fs.put(Path::new("/maps/other.ron"), b"other");
        fs.set_fault(Some(Fault::PowerCut(cut)));
        let saved = save_bytes(&fs, NEW, target(), None, &SaveOptions::default());
        let acknowledged = saved.is_ok_and(|saved| saved.confirmed);
        for after in fs.after_power_cut() {
            let content = after.content(target());
            assert!(content.as_deref().map_or(!acknowledged, |content| content == NEW));
        }
        if !fs.was_hit() {
            break;
        }
    }
}

#[test]
fn a_failure_of_any_call_leaves_the_old_file_or_the_saved_one() {
    let kinds = [ErrorKind::StorageFull, ErrorKind::Other, ErrorKind::PermissionDenied];
    for kind in kinds {
        for at in 0.. {
            let (fs, stamp) = disk();
            fs.set_fault(Some(Fault::Once(at, kind)));
            let saved = save_bytes(&fs, NEW, target(), Some(&stamp), &with_backups());
            let expected = if saved.is_ok() { NEW } else { OLD };
            assert_eq!(fs.content(target()).unwrap(), expected, "{kind} at call {at}");
            assert_eq!(stray_files(&fs), Vec::<PathBuf>::new(), "{kind} at call {at}");
            if !fs.was_hit() {
                break;
            }
            // The next save succeeds, whatever happened.
            fs.set_fault(None);
            let known = Stamp::of(expected);
            save_bytes(&fs, NEW, target(), Some(&known), &with_backups()).unwrap();
        }
    }
}

#[test]
fn a_full_disk_is_told_and_the_old_file_stays() {
    let (fs, stamp) = disk();
    fs.set_fault(Some(Fault::DiskFull(0)));
    let error = save_bytes(&fs, NEW, target(), Some(&stamp), &with_backups()).unwrap_err();
    assert!(matches!(error, SaveError::Full { .. }), "{error}");
    assert!(error.to_string().contains("The disk is full"));
    assert_eq!(fs.content(target()).unwrap(), OLD);
    assert_eq!(stray_files(&fs), Vec::<PathBuf>::new());
}

#[test]
fn a_failed_backup_does_not_keep_the_document_from_being_saved() {
    let (fs, stamp) = disk();
    fs.put(Path::new("/data/backups"), b"a file where the folder should be");
    let saved = save_bytes(&fs, NEW, target(), Some(&stamp), &with_backups()).unwrap();
    assert!(saved.backup.is_none() && saved.backup_error.is_some());
    assert_eq!(fs.content(target()).unwrap(), NEW);
}

#[test]
fn a_file_that_was_only_touched_is_saved() {
    let (fs, stamp) = disk();
    fs.touch(target());
    let saved = save_bytes(&fs, NEW, target(), Some(&stamp), &SaveOptions::default()).unwrap();
    assert!(saved.confirmed);
    // The stamp that a save returns is good for the next one.
    save_bytes(&fs, OLD, target(), Some(&saved.stamp), &SaveOptions::default()).unwrap();
}

#[test]
fn a_changed_file_is_not_overwritten_even_if_length_and_time_are_the_same() {
    let (fs, stamp) = disk();
    let theirs = OLD.to_ascii_uppercase();
    fs.change_secretly(target(), &theirs);
    let error = save_bytes(&fs, NEW, target(), Some(&stamp), &with_backups()).unwrap_err();
    let SaveError::ChangedOnDisk { on_disk, .. } = &error else { panic!("{error}") };
    assert!(on_disk.is_content(&theirs));
    assert_eq!(fs.content(target()).unwrap(), theirs);
    // Once the person says so, theirs goes to the backups first.
    let options = SaveOptions { overwrite_changed: true, ..with_backups() };
    let saved = save_bytes(&fs, NEW, target(), Some(&stamp), &options).unwrap();
    assert_eq!(fs.content(&saved.backup.unwrap()).unwrap(), theirs);
    assert_eq!(fs.content(target()).unwrap(), NEW);
}

#[test]
fn what_somebody_else_wrote_is_not_overwritten_while_it_cannot_be_kept() {
    let (fs, stamp) = disk();
    let theirs = OLD.to_ascii_uppercase();
    fs.put(target(), &theirs);
    fs.put(Path::new("/data/backups"), b"a file where the folder should be");
    let options = SaveOptions { overwrite_changed: true, ..with_backups() };
    let error = save_bytes(&fs, NEW, target(), Some(&stamp), &options).unwrap_err();
    assert!(matches!(error, SaveError::NotKept { .. }), "{error}");
    assert_eq!(fs.content(target()).unwrap(), theirs);
    // A file that was chosen to be replaced is no such case.
    save_bytes(&fs, NEW, target(), None, &options).unwrap();
    assert_eq!(fs.content(target()).unwrap(), NEW);
}

#[cfg(unix)]
#[test]
fn a_link_whose_file_is_away_stays_a_link() {
    let home = tempfile::tempdir().unwrap();
    let link = home.path().join("shop.ron");
    std::os::unix::fs::symlink(home.path().join("stick/shop.ron"), &link).unwrap();
    let known = Stamp::of(OLD);
    let error = save_bytes(&RealFs, NEW, &link, Some(&known), &SaveOptions::default()).unwrap_err();
    assert!(error.to_string().contains("link"), "{error}");
    assert!(link.is_symlink());
}

#[test]
fn somebody_who_writes_while_we_save_is_overwritten_only_between_two_calls() {
    let theirs = OLD.to_ascii_uppercase();
    let mut overwritten = 0;
    for at in 0.. {
        let (fs, stamp) = disk();
        fs.set_meddler(target(), &theirs);
        fs.set_fault(Some(Fault::Meddle(at)));
        let saved = save_bytes(&fs, NEW, target(), Some(&stamp), &SaveOptions::default());
        if !fs.was_hit() {
            break;
        }
        match saved {
            Err(SaveError::ChangedOnDisk { .. }) => {
                assert_eq!(fs.content(target()).unwrap(), theirs);
            }
            Ok(_) if fs.content(target()).unwrap() == NEW => overwritten += 1,
            other => assert_eq!(fs.content(target()).unwrap(), theirs, "{other:?}"),
        }
        assert_eq!(stray_files(&fs), Vec::<PathBuf>::new());
    }
    // No system can look and rename in one step; everything before that is noticed.
    assert!(overwritten <= 1, "{overwritten} moments");
}

#[test]
fn a_file_that_went_away_is_saved_again() {
    let (fs, stamp) = disk();
    fs.remove(target()).unwrap();
    save_bytes(&fs, NEW, target(), Some(&stamp), &SaveOptions::default()).unwrap();
    assert_eq!(fs.content(target()).unwrap(), NEW);
}

#[test]
fn a_foreign_file_is_not_overwritten_unasked() {
    let (fs, _) = disk();
    let error = save_bytes(&fs, NEW, target(), None, &SaveOptions::default()).unwrap_err();
    assert!(matches!(error, SaveError::Exists { .. }), "{error}");
    let options = SaveOptions { overwrite_changed: true, ..SaveOptions::default() };
    save_bytes(&fs, NEW, target(), None, &options).unwrap();
    assert_eq!(fs.content(target()).unwrap(), NEW);
}

#[test]
fn a_missing_folder_is_told() {
    let fs = MemFs::new();
    let error = save_bytes(&fs, NEW, target(), None, &SaveOptions::default()).unwrap_err();
    assert!(matches!(error, SaveError::NoFolder { .. }), "{error}");
}

#[test]
fn a_read_only_file_is_refused() {
    let (fs, stamp) = disk();
    fs.set_read_only(target());
    let error = save_bytes(&fs, NEW, target(), Some(&stamp), &with_backups()).unwrap_err();
    assert!(matches!(error, SaveError::ReadOnly { .. }), "{error}");
    assert!(error.to_string().contains("Use Save as"));
    assert_eq!(fs.content(target()).unwrap(), OLD);
}

#[test]
fn a_read_only_picture_is_not_replaced_by_an_export() {
    let (fs, _) = disk();
    fs.set_read_only(target());
    let error = crate::write_file(&fs, target(), NEW).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::PermissionDenied);
    assert_eq!(fs.content(target()).unwrap(), OLD);
}

#[test]
fn a_file_in_a_closed_folder_is_overwritten_only_with_a_backup() {
    let (fs, stamp) = disk();
    fs.close_folder(Path::new("/maps"));
    let bare = save_bytes(&fs, NEW, target(), Some(&stamp), &SaveOptions::default());
    assert!(matches!(bare, Err(SaveError::Denied { .. })));
    assert_eq!(fs.content(target()).unwrap(), OLD);
    let saved = save_bytes(&fs, b"short", target(), Some(&stamp), &with_backups()).unwrap();
    assert_eq!(fs.content(target()).unwrap(), b"short");
    assert_eq!(fs.content(&saved.backup.unwrap()).unwrap(), OLD);
}

#[test]
fn when_overwriting_in_place_breaks_off_the_old_version_is_in_the_backups() {
    for cut in 0.. {
        let (fs, stamp) = disk();
        fs.close_folder(Path::new("/maps"));
        fs.set_fault(Some(Fault::PowerCut(cut)));
        let saved = save_bytes(&fs, NEW, target(), Some(&stamp), &with_backups());
        for after in fs.after_power_cut() {
            let content = after.content(target()).unwrap();
            let kept = crate::backups(&after, Path::new("/data/backups"), target());
            let is_kept = kept.iter().any(|old| after.content(&old.path).unwrap() == OLD);
            assert!(content == OLD || content == NEW || is_kept, "cut at call {cut}");
        }
        if let Err(SaveError::Damaged { backup, .. }) = &saved {
            assert_eq!(fs.content(backup).unwrap(), OLD);
        }
        if !fs.was_hit() {
            break;
        }
    }
}

#[test]
fn left_over_temporary_files_are_swept_after_a_day() {
    let (fs, stamp) = disk();
    let stray = Path::new("/maps/.~throughline-0123abcd.tmp");
    let foreign = Path::new("/maps/.~throughline-notes.tmp");
    fs.put(stray, b"half a");
    fs.put(foreign, b"not ours");
    let saved = save_bytes(&fs, NEW, target(), Some(&stamp), &SaveOptions::default()).unwrap();
    assert!(fs.content(stray).is_some(), "it may belong to somebody who saves now");
    fs.advance(Duration::from_hours(25));
    save_bytes(&fs, OLD, target(), Some(&saved.stamp), &SaveOptions::default()).unwrap();
    assert!(fs.content(stray).is_none());
    assert!(fs.content(foreign).is_some());
}

#[test]
fn old_versions_thin_out_with_age() {
    let (fs, mut stamp) = disk();
    for minute in 0..40 * 24 * 6 {
        fs.advance(Duration::from_mins(10));
        let text = format!("version {minute}");
        let saved =
            save_bytes(&fs, text.as_bytes(), target(), Some(&stamp), &with_backups()).unwrap();
        stamp = saved.stamp;
    }
    let kept = crate::backups(&fs, Path::new("/data/backups"), target());
    assert!((10 + 22 + 28..=10 + 26 + 32).contains(&kept.len()), "{} versions", kept.len());
    let age = |index: usize| fs.now().duration_since(kept[index].replaced).unwrap().as_secs();
    assert!(age(9) < 2 * 3600, "the ten newest are all there");
    assert!(age(kept.len() - 1) > 29 * 24 * 3600, "and a month back there is one");
    assert_eq!(fs.content(&kept[0].path).unwrap(), b"version 5758");
}

#[test]
fn a_saved_project_opens_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("shop.ron");
    let mut project = Project { name: "Shop".to_owned(), ..Project::default() };
    let persona = Persona::new("Anna", model::Order::middle(), 0);
    project.personas.insert_mut(PersonaId::from_number(1), persona);
    let saved = save(&RealFs, &project, &path, None, &SaveOptions::default()).unwrap();
    assert!(saved.confirmed);
    let (opened, stamp) = crate::open(&RealFs, &path).unwrap();
    assert_eq!(opened.project, project);
    assert_eq!(stamp, saved.stamp);
    project.name = "Another".to_owned();
    save(&RealFs, &project, &path, Some(&stamp), &SaveOptions::default()).unwrap();
    assert_eq!(crate::open(&RealFs, &path).unwrap().0.project.name, "Another");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_name_as_long_as_the_system_takes_can_be_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(format!("{}.ron", "n".repeat(251)));
    save_bytes(&RealFs, NEW, &path, None, &SaveOptions::default()).unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), NEW);
}

#[test]
fn files_that_cannot_be_opened_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let missing = crate::open(&RealFs, &folder.path().join("no.ron")).unwrap_err();
    assert!(matches!(missing, crate::OpenError::Missing { .. }), "{missing}");
    let is_folder = crate::open(&RealFs, folder.path()).unwrap_err();
    assert!(matches!(is_folder, crate::OpenError::Folder { .. }), "{is_folder}");
    let path = folder.path().join("zeros.ron");
    std::fs::write(&path, [0; 100]).unwrap();
    let zeros = crate::open(&RealFs, &path).unwrap_err().to_string();
    assert!(zeros.contains("zeros.ron") && zeros.contains("power cut"), "{zeros}");
    let huge = folder.path().join("huge.ron");
    std::fs::File::create(&huge).unwrap().set_len(MAX_BYTES + 1).unwrap();
    let huge = crate::open(&RealFs, &huge).unwrap_err();
    assert!(matches!(huge, crate::OpenError::TooLarge { .. }), "{huge}");
}

#[cfg(unix)]
mod unix {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn a_link_stays_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real.ron"), folder.path().join("link.ron"));
        fs::write(&real, OLD).unwrap();
        symlink(&real, &link).unwrap();
        let known = Stamp::of(OLD);
        let backups = folder.path().join("backups");
        let options = SaveOptions { overwrite_changed: false, backups: Some(backups.clone()) };
        save_bytes(&RealFs, NEW, &link, Some(&known), &options).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&real).unwrap(), NEW);
        // Whichever way one comes to the document, its old versions are found.
        for path in [&link, &real] {
            let kept = crate::backups(&RealFs, &backups, path);
            assert_eq!(fs::read(&kept[0].path).unwrap(), OLD);
        }
    }

    #[test]
    fn permissions_stay_as_they_were() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("shared.ron");
        fs::write(&path, OLD).unwrap();
        for mode in [0o664, 0o600, 0o646] {
            fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
            let known = Stamp::of(&fs::read(&path).unwrap());
            save_bytes(&RealFs, NEW, &path, Some(&known), &SaveOptions::default()).unwrap();
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, mode);
        }
    }

    #[test]
    fn a_file_marked_as_read_only_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("final.ron");
        fs::write(&path, OLD).unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o444)).unwrap();
        let known = Stamp::of(OLD);
        let error =
            save_bytes(&RealFs, NEW, &path, Some(&known), &SaveOptions::default()).unwrap_err();
        assert!(matches!(error, SaveError::ReadOnly { .. }), "{error}");
        assert_eq!(fs::read(&path).unwrap(), OLD);
    }
}
