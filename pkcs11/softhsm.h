#ifndef SOFTHSM_H
#define SOFTHSM_H

#include <stdbool.h>

#include "cryptoki.h"

// Loads SoftHSM and opens the store of the cluster's keys with it.
CK_RV open_softhsm(CK_VOID_PTR arguments, CK_FUNCTION_LIST **opened, CK_SLOT_ID *slot);
void close_softhsm(void);

// SoftHSM writes its token anew at each login, and whoever reads it in the midst of that finds none: one process at a time.
int lock_store(void);
void unlock_store(int lock);

// What SoftHSM leaves in OpenSSL's queue of errors between these two is taken out of it; what the program has left there stays.
void keep_errors_apart(void);
void forget_errors(void);

#endif
