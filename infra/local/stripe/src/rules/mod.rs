//! What happens to payments: pure functions from what is to a draft of what shall be.

pub mod dispute;
pub mod end;
pub mod off_session;
pub mod pay;
pub mod save;
pub mod settle;
