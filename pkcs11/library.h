#ifndef LIBRARY_H
#define LIBRARY_H

#include <stdbool.h>

#include "cluster.h"
#include "cryptoki.h"

// What every call of the library goes through: one lock for all of them, SoftHSM behind it, and what is known of each session.

// SoftHSM's functions, between C_Initialize and C_Finalize.
extern CK_FUNCTION_LIST *softhsm;

// What SoftHSM knows nothing of: an operation that is this library's own, or has a limit that SoftHSM's has not.
enum operation { NONE, PASSED_ON, IV_IN_FRONT, HASHED_HERE, PADDED_HERE };

struct running {
  enum operation kind;
  // Bytes that one call may take; 0 is no limit.
  CK_ULONG limit;
  bool single_part;
  CK_OBJECT_HANDLE key;
  // IV_IN_FRONT: of AES-GCM.
  CK_BYTE iv[12];
  // PADDED_HERE: of RSA-OAEP.
  CK_MECHANISM_TYPE hash;
  // A copy of AES-GCM's additional data, or of RSA-OAEP's label.
  CK_BYTE *additional;
  CK_ULONG additional_length;
  CK_ULONG tag_bits;
  // HASHED_HERE: the digest, once it is complete.
  CK_BYTE digest[64];
  CK_ULONG digest_length;
};

struct session {
  CK_SESSION_HANDLE handle;
  struct running encryption, decryption, signing, verifying;
  // What C_FindObjectsInit has found and C_FindObjects has not handed out yet.
  CK_OBJECT_HANDLE *found;
  CK_ULONG found_count, found_next;
  bool finding;
  struct session *next;
};

// Who is logged in.
extern bool logged_in;
extern CK_BYTE owner[OWNER_SIZE];

// Every function begins with one of these and ends with leave(rv).
void enter_library(void);
CK_RV enter(CK_SESSION_HANDLE handle, struct session **session);
// For what an HSM does: there has to be one.
CK_RV enter_hsm(CK_SESSION_HANDLE handle, struct session **session);
CK_RV leave(CK_RV rv);

// Within the lock.
CK_RV add_session(CK_SESSION_HANDLE handle);
void drop_session(CK_SESSION_HANDLE handle);
void drop_all_sessions(void);
void end_operation(struct running *operation);
// What C_Finalize does.
void close_library(void);

#endif
