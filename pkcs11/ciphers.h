#ifndef CIPHERS_H
#define CIPHERS_H

#include "library.h"
#include "mechanisms.h"

// What encrypting and decrypting have in common.

#define IV_SIZE 12
#define TAG_SIZE 16

// The parameters of AES-GCM, where they are such; NULL otherwise.
const CK_GCM_PARAMS *gcm_parameters(const CK_MECHANISM *mechanism);
// Notes that an operation runs that SoftHSM carries out within CloudHSM's limits.
void pass_on(struct running *operation, const struct mechanism *mechanism, CK_OBJECT_HANDLE key);
// Keeps of AES-GCM's parameters what is needed until the message comes.
CK_RV keep_parameters(struct running *operation, const struct mechanism *mechanism, const CK_GCM_PARAMS *given, CK_OBJECT_HANDLE key);

#endif
