#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>

#include "ciphers.h"
#include "material.h"
#include "objects.h"

CK_RV C_DecryptInit(CK_SESSION_HANDLE handle, CK_MECHANISM_PTR mechanism, CK_OBJECT_HANDLE key) {
  struct session *session;
  CK_RV rv = enter(handle, &session);
  if (rv != CKR_OK) return leave(rv);
  if (session->decryption.kind != NONE) return leave(CKR_OPERATION_ACTIVE);
  const struct mechanism *known = offered(mechanism, CKF_DECRYPT);
  if (!known) return leave(CKR_MECHANISM_INVALID);
  rv = fitting_key(session, key, known);
  if (rv != CKR_OK) return leave(rv);
  if (known->type == CKM_CLOUDHSM_AES_GCM) {
    // its IV comes with the message
    const CK_GCM_PARAMS *given = gcm_parameters(mechanism);
    if (!given || given->pIv) return leave(CKR_MECHANISM_PARAM_INVALID);
    if (!object_flag(session, key, CKA_DECRYPT)) return leave(CKR_KEY_FUNCTION_NOT_PERMITTED);
    return leave(keep_parameters(&session->decryption, known, given, key));
  }
  if (known->type == CKM_RSA_PKCS_OAEP) {
    if (!object_flag(session, key, CKA_DECRYPT)) return leave(CKR_KEY_FUNCTION_NOT_PERMITTED);
    return leave(start_oaep(&session->decryption, known, mechanism, key));
  }
  rv = softhsm->C_DecryptInit(handle, mechanism, key);
  if (rv == CKR_OK) pass_on(&session->decryption, known, key);
  return leave(rv);
}

// Ends what SoftHSM has begun: it has no call for that, and what is single-part goes on until it is done.
static void abandon(struct session *session) {
  CK_BYTE rest[1024] = {0};
  CK_ULONG length = sizeof rest;
  bool passed_on = session->decryption.kind == PASSED_ON;
  if (passed_on && session->decryption.single_part) softhsm->C_Decrypt(session->handle, rest, 1, rest, &length);
  else if (passed_on) softhsm->C_DecryptFinal(session->handle, rest, &length);
  end_operation(&session->decryption);
}

static bool goes_on(CK_RV rv, const CK_BYTE *to) {
  return rv == CKR_BUFFER_TOO_SMALL || (rv == CKR_OK && !to);
}

static CK_RV decrypt_iv_in_front(struct session *session, CK_BYTE *message, CK_ULONG length, CK_BYTE *to, CK_ULONG *to_length) {
  struct running *operation = &session->decryption;
  CK_ULONG around = IV_SIZE + operation->tag_bits / 8;
  if (length < around) return CKR_ENCRYPTED_DATA_LEN_RANGE;
  CK_ULONG needed = length - around;
  CK_ULONG room = *to_length;
  *to_length = needed;
  if (!to) return CKR_OK;
  if (room < needed) return CKR_BUFFER_TOO_SMALL;
  CK_GCM_PARAMS parameters = {message, IV_SIZE, 8 * IV_SIZE, operation->additional, operation->additional_length, operation->tag_bits};
  CK_MECHANISM gcm = {CKM_AES_GCM, &parameters, sizeof parameters};
  // SoftHSM wants room for the tag too
  CK_BYTE *plain = malloc(length);
  if (!plain) return CKR_HOST_MEMORY;
  CK_ULONG plain_length = length;
  CK_RV rv = softhsm->C_DecryptInit(session->handle, &gcm, operation->key);
  if (rv == CKR_OK) rv = softhsm->C_Decrypt(session->handle, message + IV_SIZE, length - IV_SIZE, plain, &plain_length);
  if (rv == CKR_OK && plain_length != needed) rv = CKR_FUNCTION_FAILED;
  if (rv == CKR_OK && needed > 0) memcpy(to, plain, needed);
  explicit_bzero(plain, length);
  free(plain);
  return rv;
}

static CK_RV decrypt_padded(const struct running *operation, CK_BYTE *message, CK_ULONG length, CK_BYTE *to, CK_ULONG *to_length) {
  struct oaep oaep = oaep_of(operation);
  CK_BYTE plain[LARGEST_MODULUS];
  CK_ULONG plain_length = 0, room = *to_length;
  CK_SESSION_HANDLE aside;
  CK_RV rv = open_aside(&aside);
  if (rv != CKR_OK) return rv;
  // how long it is shows when it is decrypted: before, the most that it may be
  rv = to ? oaep_decrypt(aside, &oaep, operation->key, message, length, plain, &plain_length)
          : modulus_size(aside, operation->key, &plain_length);
  close_aside(aside);
  if (rv != CKR_OK) return rv;
  *to_length = plain_length;
  if (to && room < plain_length) rv = CKR_BUFFER_TOO_SMALL;
  else if (to) memcpy(to, plain, plain_length);
  explicit_bzero(plain, sizeof plain);
  return rv;
}

CK_RV C_Decrypt(CK_SESSION_HANDLE handle, CK_BYTE_PTR message, CK_ULONG length, CK_BYTE_PTR to, CK_ULONG_PTR to_length) {
  struct session *session;
  CK_RV rv = enter_hsm(handle, &session);
  if (rv != CKR_OK) return leave(rv);
  struct running *operation = &session->decryption;
  if (operation->kind == NONE) return leave(CKR_OPERATION_NOT_INITIALIZED);
  // a message is longer than what is in it
  if (!message || !to_length) rv = CKR_ARGUMENTS_BAD;
  else if (operation->limit > 0 && length > operation->limit + IV_SIZE + TAG_SIZE) rv = CKR_ENCRYPTED_DATA_LEN_RANGE;
  if (rv != CKR_OK) {
    abandon(session);
    return leave(rv);
  }
  if (operation->kind == PADDED_HERE) rv = decrypt_padded(operation, message, length, to, to_length);
  else if (operation->kind == IV_IN_FRONT) rv = decrypt_iv_in_front(session, message, length, to, to_length);
  else rv = softhsm->C_Decrypt(handle, message, length, to, to_length);
  if (!goes_on(rv, to)) end_operation(operation);
  return leave(rv);
}

CK_RV C_DecryptUpdate(CK_SESSION_HANDLE handle, CK_BYTE_PTR message, CK_ULONG length, CK_BYTE_PTR to, CK_ULONG_PTR to_length) {
  struct session *session;
  CK_RV rv = enter_hsm(handle, &session);
  if (rv != CKR_OK) return leave(rv);
  struct running *operation = &session->decryption;
  if (operation->kind == NONE) return leave(CKR_OPERATION_NOT_INITIALIZED);
  if (operation->single_part) rv = CKR_MECHANISM_INVALID;
  else if (!message || !to_length) rv = CKR_ARGUMENTS_BAD;
  else if (operation->limit > 0 && length > operation->limit + TAG_SIZE) rv = CKR_ENCRYPTED_DATA_LEN_RANGE;
  if (rv != CKR_OK) {
    abandon(session);
    return leave(rv);
  }
  rv = softhsm->C_DecryptUpdate(handle, message, length, to, to_length);
  if (rv != CKR_OK && rv != CKR_BUFFER_TOO_SMALL) end_operation(operation);
  return leave(rv);
}

CK_RV C_DecryptFinal(CK_SESSION_HANDLE handle, CK_BYTE_PTR to, CK_ULONG_PTR to_length) {
  struct session *session;
  CK_RV rv = enter_hsm(handle, &session);
  if (rv != CKR_OK) return leave(rv);
  if (session->decryption.kind == NONE) return leave(CKR_OPERATION_NOT_INITIALIZED);
  if (session->decryption.single_part) {
    abandon(session);
    return leave(CKR_MECHANISM_INVALID);
  }
  if (!to_length) return leave(CKR_ARGUMENTS_BAD);
  rv = softhsm->C_DecryptFinal(handle, to, to_length);
  if (!goes_on(rv, to)) end_operation(&session->decryption);
  return leave(rv);
}
