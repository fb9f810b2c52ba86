//! larder-tests
