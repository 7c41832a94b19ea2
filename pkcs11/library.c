#define _GNU_SOURCE
#include "library.h"

#include <pthread.h>
#include <stdlib.h>

#include "softhsm.h"

CK_FUNCTION_LIST *softhsm;
bool logged_in;
CK_BYTE owner[OWNER_SIZE];

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct session *sessions;

// A child is another application, which has to call C_Initialize itself (PKCS #11 2.40, Usage Guide, "Applications and processes"): until
// then it is told that nothing is initialized, and what it has got from its parent is put away when it first calls.
static bool inherited;

static void before_fork(void) {
  pthread_mutex_lock(&lock);
}

static void after_fork(void) {
  pthread_mutex_unlock(&lock);
}

static void after_fork_in_child(void) {
  inherited = softhsm != NULL;
  pthread_mutex_unlock(&lock);
}

static void watch_forks(void) {
  pthread_atfork(before_fork, after_fork, after_fork_in_child);
}

void close_library(void) {
  drop_all_sessions();
  close_softhsm();
  softhsm = NULL;
  forget_cluster();
}

void enter_library(void) {
  static pthread_once_t watching = PTHREAD_ONCE_INIT;
  pthread_once(&watching, watch_forks);
  pthread_mutex_lock(&lock);
  keep_errors_apart();
  if (!inherited) return;
  inherited = false;
  close_library();
}

CK_RV leave(CK_RV rv) {
  forget_errors();
  pthread_mutex_unlock(&lock);
  return rv;
}

CK_RV enter(CK_SESSION_HANDLE handle, struct session **session) {
  enter_library();
  if (!softhsm) return CKR_CRYPTOKI_NOT_INITIALIZED;
  for (struct session *one = sessions; one; one = one->next) {
    if (one->handle != handle) continue;
    *session = one;
    return CKR_OK;
  }
  return CKR_SESSION_HANDLE_INVALID;
}

CK_RV enter_hsm(CK_SESSION_HANDLE handle, struct session **session) {
  CK_RV rv = enter(handle, session);
  return rv == CKR_OK ? hsm_answers() : rv;
}

void end_operation(struct running *operation) {
  free(operation->additional);
  *operation = (struct running){0};
}

CK_RV add_session(CK_SESSION_HANDLE handle) {
  struct session *session = calloc(1, sizeof *session);
  if (!session) return CKR_HOST_MEMORY;
  session->handle = handle;
  session->next = sessions;
  sessions = session;
  return CKR_OK;
}

static void free_session(struct session *session) {
  end_operation(&session->encryption);
  end_operation(&session->decryption);
  end_operation(&session->signing);
  end_operation(&session->verifying);
  free(session->found);
  free(session);
}

void drop_session(CK_SESSION_HANDLE handle) {
  for (struct session **at = &sessions; *at; at = &(*at)->next) {
    if ((*at)->handle != handle) continue;
    struct session *gone = *at;
    *at = gone->next;
    free_session(gone);
    break;
  }
  // who closes the last session is logged out
  if (!sessions) logged_in = false;
}

void drop_all_sessions(void) {
  while (sessions) drop_session(sessions->handle);
  logged_in = false;
}
