//! The journal: one line per step, appended before the step becomes true, so that a killed process forgets nothing
//! it has answered. Lines go to the operating system at once; they are not forced to the disk.

use std::{
    fs::{File, OpenOptions},
    io::{self, BufRead, BufReader, Seek, SeekFrom, Write},
    path::Path,
};

use crate::state::{Change, State};

/// Where changes are written: a file, or nowhere.
pub struct Journal(Option<File>);

impl Journal {
    /// Reads what was written before into a state, and goes on from there.
    /// A last line cut short by a crash is dropped: nobody was told of it.
    pub fn open(path: Option<&Path>) -> io::Result<(Self, State)> {
        let mut state = State::default();
        let Some(path) = path else {
            return Ok((Self(None), state));
        };
        path.parent().map_or(Ok(()), std::fs::create_dir_all)?;
        let mut file = OpenOptions::new().create(true).truncate(false).read(true).write(true).open(path)?;
        file.try_lock().map_err(|cause| io::Error::other(format!("{} is in use: {cause}", path.display())))?;
        let length = replay(&file, &mut state).map_err(|cause| io::Error::new(cause.kind(), format!("{}: {cause}", path.display())))?;
        file.set_len(length)?;
        file.seek(SeekFrom::End(0))?;
        Ok((Self(Some(file)), state))
    }

    /// Appends one step: all of its changes or none.
    pub fn append(&mut self, changes: &[Change]) -> io::Result<()> {
        let Some(file) = &mut self.0 else {
            return Ok(());
        };
        let mut line = serde_json::to_vec(changes)?;
        line.push(b'\n');
        let start = file.stream_position()?;
        file.write_all(&line).inspect_err(|_| {
            // Half a line must not stay in front of the next one.
            let undone = file.set_len(start).and_then(|()| file.seek(SeekFrom::Start(start)));
            undone.map_or_else(|cause| tracing::error!(%cause, "payment stand-in: journal"), drop);
        })
    }
}

/// Applies every whole line; answers where the last one ends.
fn replay(file: &File, state: &mut State) -> io::Result<u64> {
    let mut reader = BufReader::with_capacity(1 << 20, file);
    let (mut line, mut end, mut number) = (Vec::new(), 0, 0_u64);
    loop {
        line.clear();
        let length = reader.read_until(b'\n', &mut line)?;
        if line.last() != Some(&b'\n') {
            return Ok(end);
        }
        number += 1;
        let changes: Vec<Change> =
            serde_json::from_slice(&line).map_err(|cause| io::Error::new(io::ErrorKind::InvalidData, format!("line {number}: {cause}")))?;
        changes.into_iter().for_each(|change| state.apply(change));
        end += u64::try_from(length).map_err(io::Error::other)?;
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, io::Write};

    use super::Journal;
    use crate::{objects::Tally, state::Change};

    #[test]
    fn a_line_cut_short_is_dropped_and_the_next_one_stands_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/journal");
        let change = Change::Delivery { event: "evt_1".into(), tally: Tally::default() };
        Journal::open(Some(&path)).unwrap().0.append(std::slice::from_ref(&change)).unwrap();
        let whole = fs::read(&path).unwrap();
        fs::OpenOptions::new().append(true).open(&path).unwrap().write_all(&whole[..9]).unwrap();
        Journal::open(Some(&path)).unwrap().0.append(&[change]).unwrap();
        assert_eq!(fs::read(&path).unwrap(), [whole.clone(), whole].concat());
        assert!(Journal::open(Some(&path)).is_ok());
    }

    #[test]
    fn a_broken_line_in_the_middle_is_reported_and_two_processes_are_kept_apart() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal");
        fs::write(&path, "[]\nnonsense\n[]\n").unwrap();
        assert!(Journal::open(Some(&path)).err().unwrap().to_string().contains("line 2"));
        fs::write(&path, "").unwrap();
        let first = Journal::open(Some(&path)).unwrap();
        assert!(Journal::open(Some(&path)).is_err());
        drop(first);
    }
}
