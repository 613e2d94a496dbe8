//! A service that misbehaves on purpose, for tests of those who must live with it.
//!
//! Every fault has a name, so that a test says which one it means: `faults::named("gzip bomb")`.

#![allow(dead_code, reason = "each test binary uses a part of it")]

pub(crate) mod faults;
pub(crate) mod misbehaving;
