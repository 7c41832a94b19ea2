#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>

#include "library.h"
#include "slot.h"
#include "softhsm.h"

// CloudHSM refuses sessions that are not read-write; a published runbook uses some all the same, so that this can be switched off.
static bool refuses_read_only(void) {
  const char *allowed = getenv("HSM_EMULATOR_READ_ONLY_SESSIONS");
  return !allowed || strcmp(allowed, "allowed") != 0;
}

CK_RV C_OpenSession(CK_SLOT_ID slot, CK_FLAGS flags, CK_VOID_PTR application, CK_NOTIFY notify, CK_SESSION_HANDLE_PTR handle) {
  (void)application;
  (void)notify;
  enter_library();
  if (!softhsm) return leave(CKR_CRYPTOKI_NOT_INITIALIZED);
  if (slot != CLUSTER_SLOT) return leave(CKR_SLOT_ID_INVALID);
  if (!handle) return leave(CKR_ARGUMENTS_BAD);
  if (!(flags & CKF_SERIAL_SESSION)) return leave(CKR_SESSION_PARALLEL_NOT_SUPPORTED);
  if (!(flags & CKF_RW_SESSION) && refuses_read_only()) return leave(CKR_FUNCTION_FAILED);
  CK_RV rv = hsm_answers();
  if (rv == CKR_OK) rv = softhsm->C_OpenSession(softhsm_slot, flags, NULL, NULL, handle);
  if (rv != CKR_OK) return leave(rv);
  rv = add_session(*handle);
  if (rv != CKR_OK) softhsm->C_CloseSession(*handle);
  return leave(rv);
}

CK_RV C_CloseSession(CK_SESSION_HANDLE handle) {
  struct session *session;
  CK_RV rv = enter(handle, &session);
  if (rv != CKR_OK) return leave(rv);
  rv = softhsm->C_CloseSession(handle);
  drop_session(handle);
  return leave(rv);
}

CK_RV C_CloseAllSessions(CK_SLOT_ID slot) {
  enter_library();
  if (!softhsm) return leave(CKR_CRYPTOKI_NOT_INITIALIZED);
  if (slot != CLUSTER_SLOT) return leave(CKR_SLOT_ID_INVALID);
  drop_all_sessions();
  return leave(softhsm->C_CloseAllSessions(softhsm_slot));
}

CK_RV C_GetSessionInfo(CK_SESSION_HANDLE handle, CK_SESSION_INFO_PTR info) {
  struct session *session;
  CK_RV rv = enter(handle, &session);
  if (rv != CKR_OK) return leave(rv);
  rv = info ? softhsm->C_GetSessionInfo(handle, info) : CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK) info->slotID = CLUSTER_SLOT;
  return leave(rv);
}

CK_RV C_Login(CK_SESSION_HANDLE handle, CK_USER_TYPE user, CK_UTF8CHAR_PTR given, CK_ULONG length) {
  struct session *session;
  CK_RV rv = enter(handle, &session);
  if (rv != CKR_OK) return leave(rv);
  if (user != CKU_USER) return leave(CKR_USER_TYPE_INVALID);
  if (logged_in) return leave(CKR_USER_ALREADY_LOGGED_IN);
  CK_BYTE mark[OWNER_SIZE];
  char pin[64];
  rv = check_pin(given, length, mark, pin, sizeof pin);
  if (rv == CKR_OK) {
    int lock = lock_store();
    rv = softhsm->C_Login(handle, CKU_USER, (CK_UTF8CHAR_PTR)pin, strlen(pin));
    unlock_store(lock);
  }
  explicit_bzero(pin, sizeof pin);
  if (rv != CKR_OK) return leave(rv);
  memcpy(owner, mark, sizeof mark);
  logged_in = true;
  return leave(CKR_OK);
}

CK_RV C_Logout(CK_SESSION_HANDLE handle) {
  struct session *session;
  CK_RV rv = enter(handle, &session);
  if (rv != CKR_OK) return leave(rv);
  logged_in = false;
  return leave(softhsm->C_Logout(handle));
}
