# When something was missing, damaged, wrong or late: claims, and money that goes back.

claim-open = Something not right?
claim-what = What happened?
claim-missing = Missing
claim-damaged = Damaged or spoiled
claim-wrong = The wrong thing
claim-late = Too late
claim-which = Which one?
claim-whole-delivery = The whole order
claim-how-much = How much of it?
claim-how-much-hint = Pieces, or grams of loose goods. Leave it empty for all of it.
claim-words = What should we know?
claim-photo = A photo
claim-photo-hint = JPEG, PNG or WebP, up to 4 MB. Only our staff see it. We remove place and time from it.
claim-send = Tell us
claim-law = This form is the quick way. Your rights by law stay as they are.

claim-yours = What you told us
claim-waits = we are looking into it
claim-refused = not accepted
claim-refund = money back
claim-replacement = you get it again

claim-say-what = Please choose what happened.
claim-say-which = Please choose what it is about.
claim-not-so-much = There is not so much of it left that we could take back.
claim-words-too-long = At most 500 characters, please.
claim-no-photo = This is no JPEG, PNG or WebP picture, or it broke off.
claim-photo-too-large = A photo may have 4 MB.
claim-too-late = The days for this form are over
claim-too-late-why = Please call us: we will find a way.
claim-too-early = You do not have this order yet

claim-given-back = Given back
claim-in-the-end = Paid in the end
claim-refund-owed = on its way
claim-refund-paid = paid back

claim-mail-subject = Money back for your order { $order }
claim-mail-refunded = We have given back { $amount } of your order { $order }. The reason: { $reason }
claim-by-hand = given back by the shop
claim-mail-bank = It goes to the card or account you paid with. Banks take up to ten days to show it.
claim-mail-made-subject = We have your message about order { $order }
claim-mail-made = Thank you for telling us. Somebody looks at it, and you hear from us.
claim-mail-answer-subject = Our answer about your order { $order }
claim-mail-refused = We cannot take your claim this time: { $reason }
claim-mail-replacement = You get it again, for nothing: { $reason }
claim-mail-refund = You get your money back: { $reason }

claim-credit = credit for your next order
claim-refund-refused = the bank did not take it: we will be in touch
claim-refund-in-cash = given back to you in the store
claim-mail-credit = You get { $amount } of credit for it: { $reason }
claim-mail-till = You got it back from our till.
claim-mail-as-credit = { $amount } of it is back on the credit you paid with.
