#ifndef SLOT_H
#define SLOT_H

#include "cryptoki.h"

// The number that CloudHSM gives the slot of its first cluster.
#define CLUSTER_SLOT 0x2000000000000001UL

// SoftHSM's slot with the cluster's keys.
extern CK_SLOT_ID softhsm_slot;

#endif
