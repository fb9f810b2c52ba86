//! Mail to shoppers and staff.

use crate::{Call, Env, Fault, aws};
use aws_sdk_sesv2::types::{Body, Content, Destination, EmailContent, Message, MessageHeader};

/// The post office.
#[derive(Clone, Debug)]
pub struct Mail {
    client: aws::Late<aws_sdk_sesv2::Client>,
    from: String,
}

/// A letter, as plain text and as HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the parts of a letter")]
pub struct Letter {
    pub to: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    /// More headers, such as `List-Unsubscribe`.
    pub headers: Vec<(&'static str, String)>,
}

impl Mail {
    /// Late: no call is made before the first letter.
    pub fn new(env: &Env) -> Mail {
        Mail { client: aws::ses(env), from: env.mail_from.clone() }
    }

    /// Hands a letter over for delivery. At least once: a repeat sends it again.
    pub fn send<'a>(&'a self, letter: &'a Letter) -> Call<'a, ()> {
        Box::pin(async move {
            let doing = || format!("sending mail {:?}", letter.subject);
            let part = |text: &str| Content::builder().data(text).charset("UTF-8").build().map_err(Fault::call(doing));
            let body = Body::builder().text(part(&letter.text)?).html(part(&letter.html)?).build();
            let header =
                |(name, value): &(&str, String)| MessageHeader::builder().name(*name).value(value).build().map_err(Fault::call(doing));
            let headers = letter.headers.iter().map(header).collect::<Result<Vec<_>, Fault>>()?;
            let headers = (!headers.is_empty()).then_some(headers);
            let message = Message::builder().subject(part(&letter.subject)?).body(body).set_headers(headers).build();
            let content = EmailContent::builder().simple(message).build();
            let to = Destination::builder().to_addresses(&letter.to).build();
            let sent = self.client.send_email().from_email_address(&self.from).destination(to).content(content).send().await;
            sent.map(|_| ()).map_err(Fault::call(doing))
        })
    }
}
