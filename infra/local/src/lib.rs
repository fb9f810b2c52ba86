//! The shop on this machine: the functions of the template, wired in one process to emulators that hold their state in
//! a folder. What AWS does between services (calling the worker, firing schedules, serving pictures) is played here.

pub mod aws;
pub mod import_client;
mod openapi;
pub mod options;
mod pictures;
pub mod post_office;
pub mod queue;
pub mod schedules;
mod secrets;
mod seed;
pub mod shop;
mod surface;
