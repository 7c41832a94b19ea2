#include <stdlib.h>
#include <string.h>

#include "library.h"
#include "mechanisms.h"
#include "slot.h"
#include "softhsm.h"

static void padded(CK_UTF8CHAR *to, size_t size, const char *text) {
  size_t length = strlen(text) < size ? strlen(text) : size;
  memset(to, ' ', size);
  memcpy(to, text, length);
}

CK_RV C_Initialize(CK_VOID_PTR arguments) {
  enter_library();
  if (softhsm) return leave(CKR_CRYPTOKI_ALREADY_INITIALIZED);
  CK_RV rv = connect_cluster();
  if (rv == CKR_OK) rv = open_softhsm(arguments, &softhsm, &softhsm_slot);
  return leave(rv);
}

CK_RV C_Finalize(CK_VOID_PTR reserved) {
  enter_library();
  if (reserved) return leave(CKR_ARGUMENTS_BAD);
  if (!softhsm) return leave(CKR_CRYPTOKI_NOT_INITIALIZED);
  close_library();
  return leave(CKR_OK);
}

CK_RV C_GetInfo(CK_INFO_PTR info) {
  enter_library();
  if (!softhsm) return leave(CKR_CRYPTOKI_NOT_INITIALIZED);
  if (!info) return leave(CKR_ARGUMENTS_BAD);
  memset(info, 0, sizeof *info);
  info->cryptokiVersion = (CK_VERSION){2, 40};
  info->libraryVersion = (CK_VERSION){5, 18};
  padded(info->manufacturerID, sizeof info->manufacturerID, "emulated CloudHSM");
  padded(info->libraryDescription, sizeof info->libraryDescription, "emulated CloudHSM over SoftHSM");
  return leave(CKR_OK);
}

CK_RV C_GetSlotList(CK_BBOOL present, CK_SLOT_ID_PTR slots, CK_ULONG_PTR count) {
  (void)present;
  enter_library();
  if (!softhsm) return leave(CKR_CRYPTOKI_NOT_INITIALIZED);
  if (!count) return leave(CKR_ARGUMENTS_BAD);
  bool room = *count >= 1;
  *count = 1;
  if (!slots) return leave(CKR_OK);
  if (!room) return leave(CKR_BUFFER_TOO_SMALL);
  slots[0] = CLUSTER_SLOT;
  return leave(CKR_OK);
}

// What all functions that name a slot begin with.
static CK_RV enter_slot(CK_SLOT_ID slot) {
  enter_library();
  if (!softhsm) return CKR_CRYPTOKI_NOT_INITIALIZED;
  return slot == CLUSTER_SLOT ? CKR_OK : CKR_SLOT_ID_INVALID;
}

CK_RV C_GetSlotInfo(CK_SLOT_ID slot, CK_SLOT_INFO_PTR info) {
  CK_RV rv = enter_slot(slot);
  if (rv != CKR_OK) return leave(rv);
  if (!info) return leave(CKR_ARGUMENTS_BAD);
  memset(info, 0, sizeof *info);
  padded(info->slotDescription, sizeof info->slotDescription, "hsm1");
  padded(info->manufacturerID, sizeof info->manufacturerID, "emulated CloudHSM");
  info->flags = CKF_TOKEN_PRESENT | CKF_HW_SLOT;
  return leave(CKR_OK);
}

CK_RV C_GetTokenInfo(CK_SLOT_ID slot, CK_TOKEN_INFO_PTR info) {
  CK_RV rv = enter_slot(slot);
  if (rv != CKR_OK) return leave(rv);
  if (!info) return leave(CKR_ARGUMENTS_BAD);
  int lock = lock_store();
  rv = softhsm->C_GetTokenInfo(softhsm_slot, info);
  unlock_store(lock);
  if (rv != CKR_OK) return leave(rv);
  padded(info->label, sizeof info->label, "hsm1");
  padded(info->manufacturerID, sizeof info->manufacturerID, "emulated CloudHSM");
  padded(info->model, sizeof info->model, "hsm");
  info->flags = CKF_RNG | CKF_LOGIN_REQUIRED | CKF_USER_PIN_INITIALIZED | CKF_TOKEN_INITIALIZED;
  info->ulMinPinLen = 9;  // a name of one letter, the colon, the shortest password
  info->ulMaxPinLen = 64; // a name of 31, the colon, a password of 32
  return leave(CKR_OK);
}

CK_RV C_GetMechanismList(CK_SLOT_ID slot, CK_MECHANISM_TYPE_PTR list, CK_ULONG_PTR count) {
  CK_RV rv = enter_slot(slot);
  if (rv == CKR_OK) rv = count ? list_mechanisms(list, count) : CKR_ARGUMENTS_BAD;
  return leave(rv);
}

CK_RV C_GetMechanismInfo(CK_SLOT_ID slot, CK_MECHANISM_TYPE type, CK_MECHANISM_INFO_PTR info) {
  CK_RV rv = enter_slot(slot);
  if (rv == CKR_OK) rv = info ? mechanism_info(type, info) : CKR_ARGUMENTS_BAD;
  return leave(rv);
}
