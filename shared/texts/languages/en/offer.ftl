# What makes a basket cheaper: deals and vouchers.

offer-voucher = Voucher code
offer-voucher-use = Use it
offer-voucher-counts = Voucher { $code }: { $title }
offer-voucher-out = Take the voucher out
offer-delivery-free = { $title }: delivery is free

# Why a voucher takes nothing off.
offer-voucher-unknown = There is no voucher { $code }. Please look at the letters and digits again.
offer-voucher-not-yet = The voucher { $code } does not count yet.
offer-voucher-over = The voucher { $code } is no longer valid.
offer-voucher-used-up = The voucher { $code } has been used up.
offer-voucher-used-by-you = You have used the voucher { $code } already.
offer-voucher-too-little = For the voucher { $code } something is still missing: goods for { $more }.
offer-voucher-nothing = The voucher { $code } is not for anything in your basket.
offer-voucher-no-delivery = The voucher { $code } pays for a delivery: it counts once there is one to pay.
offer-voucher-beaten = Something better than the voucher { $code } counts already. It stays unused.
offer-voucher-gone = The voucher was used up or ended a moment ago. Nothing was ordered; look at the new total.
offer-too-many-tries = Too many codes in a short time
offer-too-many-tries-why = Please wait five minutes before you try another code.
