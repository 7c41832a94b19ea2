#include <string.h>

#include "ciphers.h"
#include "material.h"
#include "objects.h"

// The HSM makes the IV of AES-GCM, and no caller.
static CK_RV encrypt_with_own_iv(struct session *session, const CK_GCM_PARAMS *given, CK_BYTE iv[IV_SIZE], CK_OBJECT_HANDLE key) {
  CK_RV rv = softhsm->C_GenerateRandom(session->handle, iv, IV_SIZE);
  if (rv != CKR_OK) return rv;
  CK_GCM_PARAMS own = *given;
  own.pIv = iv;
  own.ulIvLen = IV_SIZE;
  own.ulIvBits = 8 * IV_SIZE;
  CK_MECHANISM gcm = {CKM_AES_GCM, &own, sizeof own};
  return softhsm->C_EncryptInit(session->handle, &gcm, key);
}

static CK_RV start_gcm(struct session *session, const struct mechanism *known, const CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key) {
  const CK_GCM_PARAMS *given = gcm_parameters(mechanism);
  bool in_front = known->type == CKM_CLOUDHSM_AES_GCM;
  if (!given || (in_front ? given->pIv != NULL : !given->pIv || given->ulIvLen != IV_SIZE)) return CKR_MECHANISM_PARAM_INVALID;
  CK_BYTE iv[IV_SIZE];
  struct running *operation = &session->encryption;
  CK_RV rv = keep_parameters(operation, known, given, key);
  if (rv == CKR_OK) rv = encrypt_with_own_iv(session, given, iv, key);
  if (rv != CKR_OK) {
    end_operation(operation);
    return rv;
  }
  memcpy(operation->iv, iv, sizeof iv);
  if (in_front) return CKR_OK;
  operation->kind = PASSED_ON;
  memcpy(given->pIv, iv, sizeof iv);
  return CKR_OK;
}

CK_RV C_EncryptInit(CK_SESSION_HANDLE handle, CK_MECHANISM_PTR mechanism, CK_OBJECT_HANDLE key) {
  struct session *session;
  CK_RV rv = enter(handle, &session);
  if (rv != CKR_OK) return leave(rv);
  if (session->encryption.kind != NONE) return leave(CKR_OPERATION_ACTIVE);
  const struct mechanism *known = offered(mechanism, CKF_ENCRYPT);
  if (!known) return leave(CKR_MECHANISM_INVALID);
  rv = fitting_key(session, key, known);
  if (rv != CKR_OK) return leave(rv);
  if (known->behind == CKM_AES_GCM) return leave(start_gcm(session, known, mechanism, key));
  if (known->type == CKM_RSA_PKCS_OAEP) {
    if (!object_flag(session, key, CKA_ENCRYPT)) return leave(CKR_KEY_FUNCTION_NOT_PERMITTED);
    return leave(start_oaep(&session->encryption, known, mechanism, key));
  }
  rv = softhsm->C_EncryptInit(handle, mechanism, key);
  if (rv == CKR_OK) pass_on(&session->encryption, known, key);
  return leave(rv);
}

// Ends what SoftHSM has begun: it has no call for that, and what is single-part goes on until it is done.
static void abandon(struct session *session) {
  CK_BYTE rest[1024] = {0};
  CK_ULONG length = sizeof rest;
  bool begun = session->encryption.kind != PADDED_HERE;
  if (begun && session->encryption.single_part) softhsm->C_Encrypt(session->handle, rest, 1, rest, &length);
  else if (begun) softhsm->C_EncryptFinal(session->handle, rest, &length);
  end_operation(&session->encryption);
}

// An operation goes on where only the length was asked for, or the place was too small.
static bool goes_on(CK_RV rv, const CK_BYTE *to) {
  return rv == CKR_BUFFER_TOO_SMALL || (rv == CKR_OK && !to);
}

static CK_RV encrypt_iv_in_front(struct session *session, CK_BYTE *data, CK_ULONG length, CK_BYTE *to, CK_ULONG *to_length) {
  CK_ULONG needed = IV_SIZE + length + session->encryption.tag_bits / 8;
  CK_ULONG room = *to_length;
  *to_length = needed;
  if (!to) return CKR_OK;
  if (room < needed) return CKR_BUFFER_TOO_SMALL;
  CK_ULONG rest = room - IV_SIZE;
  CK_RV rv = softhsm->C_Encrypt(session->handle, data, length, to + IV_SIZE, &rest);
  if (rv != CKR_OK) return rv;
  memcpy(to, session->encryption.iv, IV_SIZE);
  *to_length = IV_SIZE + rest;
  return CKR_OK;
}

static CK_RV encrypt_padded(const struct running *operation, CK_BYTE *data, CK_ULONG length, CK_BYTE *to, CK_ULONG *to_length) {
  struct oaep oaep = oaep_of(operation);
  CK_BYTE whole[LARGEST_MODULUS];
  CK_ULONG room = *to_length;
  CK_SESSION_HANDLE aside;
  CK_RV rv = open_aside(&aside);
  if (rv != CKR_OK) return rv;
  rv = modulus_size(aside, operation->key, to_length);
  if (rv == CKR_OK && to && room < *to_length) rv = CKR_BUFFER_TOO_SMALL;
  if (rv == CKR_OK && to) rv = oaep_encrypt(aside, &oaep, operation->key, data, length, whole);
  close_aside(aside);
  if (rv == CKR_OK && to) memcpy(to, whole, *to_length);
  return rv;
}

CK_RV C_Encrypt(CK_SESSION_HANDLE handle, CK_BYTE_PTR data, CK_ULONG length, CK_BYTE_PTR to, CK_ULONG_PTR to_length) {
  struct session *session;
  CK_RV rv = enter_hsm(handle, &session);
  if (rv != CKR_OK) return leave(rv);
  struct running *operation = &session->encryption;
  if (operation->kind == NONE) return leave(CKR_OPERATION_NOT_INITIALIZED);
  if (!to_length || (length > 0 && !data)) rv = CKR_ARGUMENTS_BAD;
  else if (operation->limit > 0 && length > operation->limit) rv = CKR_DATA_LEN_RANGE;
  if (rv != CKR_OK) {
    abandon(session);
    return leave(rv);
  }
  if (operation->kind == PADDED_HERE) rv = encrypt_padded(operation, data, length, to, to_length);
  else if (operation->kind == IV_IN_FRONT) rv = encrypt_iv_in_front(session, data, length, to, to_length);
  else rv = softhsm->C_Encrypt(handle, data, length, to, to_length);
  if (!goes_on(rv, to)) end_operation(operation);
  return leave(rv);
}

CK_RV C_EncryptUpdate(CK_SESSION_HANDLE handle, CK_BYTE_PTR data, CK_ULONG length, CK_BYTE_PTR to, CK_ULONG_PTR to_length) {
  struct session *session;
  CK_RV rv = enter_hsm(handle, &session);
  if (rv != CKR_OK) return leave(rv);
  struct running *operation = &session->encryption;
  if (operation->kind == NONE) return leave(CKR_OPERATION_NOT_INITIALIZED);
  if (operation->single_part) rv = CKR_MECHANISM_INVALID;
  else if (!to_length || !data) rv = CKR_ARGUMENTS_BAD;
  else if (operation->limit > 0 && length > operation->limit) rv = CKR_DATA_LEN_RANGE;
  if (rv != CKR_OK) {
    abandon(session);
    return leave(rv);
  }
  rv = softhsm->C_EncryptUpdate(handle, data, length, to, to_length);
  if (rv != CKR_OK && rv != CKR_BUFFER_TOO_SMALL) end_operation(operation);
  return leave(rv);
}

CK_RV C_EncryptFinal(CK_SESSION_HANDLE handle, CK_BYTE_PTR to, CK_ULONG_PTR to_length) {
  struct session *session;
  CK_RV rv = enter_hsm(handle, &session);
  if (rv != CKR_OK) return leave(rv);
  if (session->encryption.kind == NONE) return leave(CKR_OPERATION_NOT_INITIALIZED);
  if (session->encryption.single_part) {
    abandon(session);
    return leave(CKR_MECHANISM_INVALID);
  }
  if (!to_length) return leave(CKR_ARGUMENTS_BAD);
  rv = softhsm->C_EncryptFinal(handle, to, to_length);
  if (!goes_on(rv, to)) end_operation(&session->encryption);
  return leave(rv);
}
