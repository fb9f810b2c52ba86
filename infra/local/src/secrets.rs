//! Secrets of this machine's shop, made at the first start and kept beside its data.

use crate::aws::{Doing, Error};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// What must stay the same between starts, or links in mails would stop working.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Secrets {
    pub links: String,
    pub stripe_key: String,
    pub webhook: String,
    /// Absent in folders from before.
    #[serde(default)]
    pub paypal: PayPal,
}

/// The account at the stand-in: its secret, and the name of our webhook there.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct PayPal {
    pub secret: String,
    pub webhook: String,
}

impl Default for PayPal {
    fn default() -> PayPal {
        PayPal { secret: cloud::random::token(), webhook: format!("WH{}", cloud::random::token()) }
    }
}

impl Secrets {
    /// Those of the folder, or new ones.
    pub fn open(data: Option<&Path>) -> Result<Secrets, Error> {
        let Some(file) = data.map(|folder| folder.join("secrets.json")) else { return Ok(Secrets::new()) };
        match std::fs::read(&file) {
            Ok(text) => serde_json::from_slice(&text).doing(|| format!("reading {}", file.display())),
            Err(_) => {
                let secrets = Secrets::new();
                let text = serde_json::to_vec_pretty(&secrets).doing(|| "writing secrets".into())?;
                std::fs::write(&file, text).doing(|| format!("writing {}", file.display()))?;
                Ok(secrets)
            }
        }
    }

    fn new() -> Secrets {
        let token = cloud::random::token;
        Secrets {
            links: token(),
            stripe_key: format!("sk_test_{}", token()),
            webhook: format!("whsec_{}", token()),
            paypal: PayPal::default(),
        }
    }
}
