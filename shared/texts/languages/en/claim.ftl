# When something was missing, damaged, wrong or late: claims, and money that goes back.

claim-given-back = Given back
claim-refund-owed = on its way
claim-refund-paid = paid back

claim-mail-subject = Money back for your order { $order }
claim-mail-refunded = We have given back { $amount } of your order { $order }. The reason: { $reason }
claim-mail-bank = It goes to the card or account you paid with. Banks take up to ten days to show it.
