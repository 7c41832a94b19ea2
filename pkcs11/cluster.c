#define _GNU_SOURCE
#include "cluster.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "folder.h"
#include "http.h"
#include "text.h"

#define ANSWER_SIZE 8192
#define LONGEST_PIN 255

static struct {
  char url[64];
  char region[64];
  char id[64];
  char softhsm[PATH_SIZE];
  char configuration[PATH_SIZE];
  bool checks_availability, keeps_certificates, fips;
} cluster;

const char *softhsm_path(void) {
  return cluster.softhsm;
}

const char *softhsm_configuration(void) {
  return cluster.configuration;
}

void forget_cluster(void) {
  memset(&cluster, 0, sizeof cluster);
}

// One line of the log file, in the words of the emulator.
static void write_log(const char *why) {
  char path[PATH_SIZE];
  if (!below_folder(path, sizeof path, "run/cloudhsm-pkcs11.log")) return;
  FILE *log = fopen(path, "a");
  if (!log) return;
  fprintf(log, "ERROR %s\n", why);
  fclose(log);
}

static CK_RV refused(const char *answer) {
  char why[512];
  if (json_text(answer, "why", why, sizeof why)) write_log(why);
  char refusal[32];
  if (!json_text(answer, "refusal", refusal, sizeof refusal)) return CKR_OK;
  if (strcmp(refusal, "wrong") == 0) return CKR_PIN_INCORRECT;
  if (strcmp(refusal, "locked") == 0) return CKR_PIN_LOCKED;
  return CKR_FUNCTION_FAILED;
}

static CK_RV ask(const char *path, const char *body, char *answer) {
  if (post(cluster.url, cluster.region, path, body, answer, ANSWER_SIZE)) return refused(answer);
  write_log("nobody answers at the address of the emulator: it has ended");
  return CKR_FUNCTION_FAILED;
}

// What the configuration names and the issuing certificate, as hex: so they need no escapes.
static char *connection_request(void) {
  char path[PATH_SIZE];
  char *configuration = configuration_file(path, sizeof path, "cloudhsm-pkcs11.cfg") ? read_text(path) : NULL;
  if (!configuration) return NULL;
  char *issuer = json_text(configuration, "hsm_ca_file", path, sizeof path) ? read_text(path) : NULL;
  const char *certificate = issuer ? issuer : "";
  size_t size = 2 * (strlen(configuration) + strlen(certificate)) + 128;
  char *body = malloc(size);
  char *first = malloc(size);
  char *second = malloc(size);
  bool written = body && first && second && hex(first, size, (const unsigned char *)configuration, strlen(configuration)) &&
                 hex(second, size, (const unsigned char *)certificate, strlen(certificate));
  if (written) snprintf(body, size, "{\"configuration\":\"%s\",\"issuer\":\"%s\"}", first, second);
  free(first);
  free(second);
  free(issuer);
  free(configuration);
  if (written) return body;
  free(body);
  return NULL;
}

static bool read_address(void) {
  char path[PATH_SIZE];
  char *document = below_folder(path, sizeof path, "lib/emulator.json") ? read_text(path) : NULL;
  bool found = document && json_text(document, "url", cluster.url, sizeof cluster.url) &&
               json_text(document, "region", cluster.region, sizeof cluster.region);
  free(document);
  return found;
}

CK_RV connect_cluster(void) {
  forget_cluster();
  char *body = read_address() ? connection_request() : NULL;
  if (!body) {
    write_log("there is no configuration: run configure-pkcs11");
    return CKR_FUNCTION_FAILED;
  }
  char answer[ANSWER_SIZE];
  CK_RV rv = ask("/_emulator/pkcs11/connect", body, answer);
  free(body);
  if (rv != CKR_OK) return rv;
  char checks[8], certificates[8], mode[16];
  bool whole = json_text(answer, "cluster", cluster.id, sizeof cluster.id) &&
               json_text(answer, "softhsm", cluster.softhsm, sizeof cluster.softhsm) &&
               json_text(answer, "store", cluster.configuration, sizeof cluster.configuration) &&
               json_text(answer, "availabilityCheck", checks, sizeof checks) &&
               json_text(answer, "certificates", certificates, sizeof certificates) && json_text(answer, "mode", mode, sizeof mode);
  cluster.checks_availability = whole && strcmp(checks, "on") == 0;
  cluster.keeps_certificates = whole && strcmp(certificates, "on") == 0;
  cluster.fips = whole && strcmp(mode, "FIPS") == 0;
  return whole ? CKR_OK : CKR_FUNCTION_FAILED;
}

bool is_in_fips_mode(void) {
  return cluster.fips;
}

bool certificates_are_kept(void) {
  return cluster.keeps_certificates;
}

static CK_RV ask_hsms(char *answer) {
  char body[128];
  snprintf(body, sizeof body, "{\"cluster\":\"%s\"}", cluster.id);
  return ask("/_emulator/pkcs11/hsms", body, answer);
}

CK_RV hsm_answers(void) {
  char answer[ANSWER_SIZE];
  return ask_hsms(answer);
}

CK_RV keys_are_safe(void) {
  char answer[ANSWER_SIZE];
  CK_RV rv = ask_hsms(answer);
  if (rv != CKR_OK || !cluster.checks_availability) return rv;
  char several[8];
  if (json_text(answer, "several", several, sizeof several) && strcmp(several, "yes") == 0) return CKR_OK;
  write_log("the key must be available on at least 2 HSMs: see --disable-key-availability-check of configure-pkcs11");
  return CKR_FUNCTION_FAILED;
}

static bool unhex(CK_BYTE *to, size_t length, const char *from) {
  if (strlen(from) != 2 * length) return false;
  for (size_t i = 0; i < length; i++) {
    unsigned byte;
    if (sscanf(from + 2 * i, "%2x", &byte) != 1) return false;
    to[i] = (CK_BYTE)byte;
  }
  return true;
}

CK_RV check_pin(const CK_UTF8CHAR *given, CK_ULONG length, CK_BYTE owner[OWNER_SIZE], char *pin, size_t size) {
  if (!given || length > LONGEST_PIN) return CKR_PIN_INCORRECT;
  char hexed[2 * LONGEST_PIN + 1];
  char body[sizeof hexed + 128];
  char answer[ANSWER_SIZE];
  if (!hex(hexed, sizeof hexed, given, length)) return CKR_PIN_INCORRECT;
  snprintf(body, sizeof body, "{\"cluster\":\"%s\",\"pin\":\"%s\"}", cluster.id, hexed);
  CK_RV rv = ask("/_emulator/pkcs11/login", body, answer);
  explicit_bzero(hexed, sizeof hexed);
  explicit_bzero(body, sizeof body);
  if (rv != CKR_OK) return rv;
  char mark[2 * OWNER_SIZE + 1];
  bool whole = json_text(answer, "owner", mark, sizeof mark) && unhex(owner, OWNER_SIZE, mark) && json_text(answer, "pin", pin, size);
  return whole ? CKR_OK : CKR_FUNCTION_FAILED;
}
