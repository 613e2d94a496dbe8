//! Services for tests of those who must live with them: one that misbehaves on purpose, one whose answers a test makes
//! up; and what strangers may write there.
//!
//! Every fault has a name, so that a test says which one it means: `faults::named("gzip bomb")`.

#![allow(dead_code, reason = "each test binary uses a part of it")]

pub(crate) mod faults;
pub(crate) mod hostile;
pub(crate) mod misbehaving;
pub(crate) mod service;
pub(crate) mod socks;
