# Before the first catalog is there.

opening-title = Opening soon
opening-lead = We are still filling the shelves. Please look in again in a minute.
opening-again = Look again
