//! Pictures that the terminal keeps for us: given once, taken away when they are out of sight, and on every way out.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError, TryLockError};

use crate::pictures::Kept;

/// Which it keeps, and what takes each away. Of the process, as the terminal is: a panic in any thread leaves nothing behind.
static KEPT: Mutex<Vec<(u32, Arc<str>)>> = Mutex::new(Vec::new());

/// Has the terminal keep these and no others.
pub(super) fn keep(out: &mut impl Write, pictures: &[Kept]) -> io::Result<()> {
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    let is_shown = |id: u32| pictures.iter().any(|picture| picture.id == id);
    for (_, remove) in kept.extract_if(.., |(id, _)| !is_shown(*id)) {
        out.write_all(remove.as_bytes())?;
    }
    for picture in pictures {
        if !kept.iter().any(|(id, _)| *id == picture.id) {
            // Noted before it is given: what was given in part is taken away too.
            kept.push((picture.id, Arc::clone(&picture.remove)));
            out.write_all(picture.give.as_bytes())?;
        }
    }
    Ok(())
}

/// Takes all of them away.
pub(super) fn forget(out: &mut impl Write) -> io::Result<()> {
    let mut kept = match KEPT.try_lock() {
        Ok(kept) => kept,
        Err(TryLockError::Poisoned(kept)) => kept.into_inner(),
        // Who is about to give one holds it, and at a terminal that takes nothing holds it for ever.
        Err(TryLockError::WouldBlock) => return Ok(()),
    };
    kept.drain(..).try_for_each(|(_, remove)| out.write_all(remove.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pictures::Cells;

    fn picture(id: u32) -> Kept {
        let command = |what: &str| format!("{what}{id};").into();
        Kept { id, cells: Cells { columns: 1, rows: 1 }, give: command("give"), remove: command("remove") }
    }

    #[test]
    fn a_picture_is_given_once_and_taken_away_when_out_of_sight() {
        let mut out = Vec::new();
        keep(&mut out, &[picture(1), picture(2)]).unwrap();
        keep(&mut out, &[picture(1), picture(2)]).unwrap();
        keep(&mut out, &[picture(2), picture(3)]).unwrap();
        forget(&mut out).unwrap();
        forget(&mut out).unwrap();
        keep(&mut out, &[picture(3)]).unwrap();
        forget(&mut out).unwrap();
        let said = String::from_utf8(out).unwrap();
        assert_eq!(said, "give1;give2;remove1;give3;remove2;remove3;give3;remove3;");
    }
}
