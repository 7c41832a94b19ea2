#ifndef SOFTHSM_H
#define SOFTHSM_H

#include "cryptoki.h"

// Loads SoftHSM and opens the store of the cluster's keys with it.
CK_RV open_softhsm(CK_VOID_PTR arguments, CK_FUNCTION_LIST **functions, CK_SLOT_ID *slot);
void close_softhsm(CK_FUNCTION_LIST *functions);

#endif
