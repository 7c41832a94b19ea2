#include "ciphers.h"
#include "objects.h"
#include "signatures.h"

// r and s on the largest curve, P-521.
#define LONGEST_ECDSA 132

CK_RV C_SignInit(CK_SESSION_HANDLE handle, CK_MECHANISM_PTR mechanism, CK_OBJECT_HANDLE key) {
  struct session *session;
  CK_RV rv = enter(handle, &session);
  if (rv != CKR_OK) return leave(rv);
  if (session->signing.kind != NONE) return leave(CKR_OPERATION_ACTIVE);
  const struct mechanism *known = offered(mechanism, CKF_SIGN);
  if (!known) return leave(CKR_MECHANISM_INVALID);
  rv = fitting_key(session, key, known);
  if (rv != CKR_OK) return leave(rv);
  if (known->hash) return leave(start_hashing(session, &session->signing, known, key, CKA_SIGN));
  rv = softhsm->C_SignInit(handle, mechanism, key);
  if (rv == CKR_OK) pass_on(&session->signing, known, key);
  return leave(rv);
}

// Ends what SoftHSM has begun: it has no call for that, and what is single-part goes on until it is done.
static void abandon(struct session *session) {
  CK_BYTE rest[1024] = {0};
  CK_ULONG length = sizeof rest;
  if (session->signing.kind == PASSED_ON && session->signing.single_part) softhsm->C_Sign(session->handle, rest, 1, rest, &length);
  else if (session->signing.kind == PASSED_ON) softhsm->C_SignFinal(session->handle, rest, &length);
  else if (session->signing.digest_length == 0) softhsm->C_DigestFinal(session->handle, rest, &length);
  end_operation(&session->signing);
}

static CK_RV sign_digest(struct session *session, CK_BYTE *data, CK_ULONG length, CK_BYTE *signature, CK_ULONG *signature_length) {
  struct running *operation = &session->signing;
  CK_ULONG room = *signature_length;
  if (!signature) {
    *signature_length = LONGEST_ECDSA;
    return CKR_OK;
  }
  CK_RV rv = finish_hashing(session, operation, data, length);
  if (rv != CKR_OK) return rv;
  CK_MECHANISM ecdsa = {CKM_ECDSA, NULL, 0};
  rv = softhsm->C_SignInit(session->handle, &ecdsa, operation->key);
  if (rv != CKR_OK) return rv;
  CK_BYTE whole[LONGEST_ECDSA];
  CK_ULONG size = sizeof whole;
  rv = softhsm->C_Sign(session->handle, operation->digest, operation->digest_length, whole, &size);
  if (rv != CKR_OK) return rv;
  *signature_length = size;
  if (room < size) return CKR_BUFFER_TOO_SMALL;
  for (CK_ULONG i = 0; i < size; i++) signature[i] = whole[i];
  return CKR_OK;
}

// An operation goes on where only the length was asked for, or the place was too small.
static bool goes_on(CK_RV rv, const CK_BYTE *to) {
  return rv == CKR_BUFFER_TOO_SMALL || (rv == CKR_OK && !to);
}

CK_RV C_Sign(CK_SESSION_HANDLE handle, CK_BYTE_PTR data, CK_ULONG length, CK_BYTE_PTR signature, CK_ULONG_PTR signature_length) {
  struct session *session;
  CK_RV rv = enter_hsm(handle, &session);
  if (rv != CKR_OK) return leave(rv);
  struct running *operation = &session->signing;
  if (operation->kind == NONE) return leave(CKR_OPERATION_NOT_INITIALIZED);
  if (!data || !signature_length) rv = CKR_ARGUMENTS_BAD;
  else if (operation->limit > 0 && length > operation->limit) rv = CKR_DATA_LEN_RANGE;
  if (rv != CKR_OK) {
    abandon(session);
    return leave(rv);
  }
  if (operation->kind == HASHED_HERE) rv = sign_digest(session, data, length, signature, signature_length);
  else rv = softhsm->C_Sign(handle, data, length, signature, signature_length);
  if (!goes_on(rv, signature)) end_operation(operation);
  return leave(rv);
}

CK_RV C_SignUpdate(CK_SESSION_HANDLE handle, CK_BYTE_PTR data, CK_ULONG length) {
  struct session *session;
  CK_RV rv = enter_hsm(handle, &session);
  if (rv != CKR_OK) return leave(rv);
  struct running *operation = &session->signing;
  if (operation->kind == NONE || operation->digest_length > 0) return leave(CKR_OPERATION_NOT_INITIALIZED);
  if (!data) rv = CKR_ARGUMENTS_BAD;
  else if (operation->single_part) rv = CKR_MECHANISM_INVALID;
  else if (operation->limit > 0 && length > operation->limit) rv = CKR_DATA_LEN_RANGE;
  else if (operation->kind == HASHED_HERE) rv = softhsm->C_DigestUpdate(handle, data, length);
  else rv = softhsm->C_SignUpdate(handle, data, length);
  if (rv != CKR_OK) abandon(session);
  return leave(rv);
}

CK_RV C_SignFinal(CK_SESSION_HANDLE handle, CK_BYTE_PTR signature, CK_ULONG_PTR length) {
  struct session *session;
  CK_RV rv = enter_hsm(handle, &session);
  if (rv != CKR_OK) return leave(rv);
  struct running *operation = &session->signing;
  if (operation->kind == NONE) return leave(CKR_OPERATION_NOT_INITIALIZED);
  if (operation->single_part) {
    abandon(session);
    return leave(CKR_MECHANISM_INVALID);
  }
  if (!length) return leave(CKR_ARGUMENTS_BAD);
  if (operation->kind == HASHED_HERE) rv = sign_digest(session, NULL, 0, signature, length);
  else rv = softhsm->C_SignFinal(handle, signature, length);
  if (!goes_on(rv, signature)) end_operation(operation);
  return leave(rv);
}
