#define _GNU_SOURCE
#include "http.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "text.h"

static int connected(const char *url) {
  unsigned port = 0;
  int end = 0;
  if (sscanf(url, "http://127.0.0.1:%5u%n", &port, &end) != 1 || url[end] != '\0' || port == 0 || port > 65535) return -1;
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int link = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (link < 0) return -1;
  if (connect(link, (struct sockaddr *)&address, sizeof address) == 0) return link;
  close(link);
  return -1;
}

static bool send_all(int link, const char *text) {
  size_t left = strlen(text);
  while (left > 0) {
    ssize_t sent = send(link, text, left, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    text += sent;
    left -= (size_t)sent;
  }
  return true;
}

static bool receive_all(int link, char *to, size_t size) {
  size_t used = 0;
  while (used < size - 1) {
    ssize_t received = recv(link, to + used, size - 1 - used, 0);
    if (received < 0 && errno == EINTR) continue;
    if (received < 0) return false;
    if (received == 0) {
      to[used] = '\0';
      return true;
    }
    used += (size_t)received;
  }
  return false;
}

// A variable of the environment where it can stand in a header as it is.
static const char *plain(const char *name, const char *otherwise) {
  const char *value = getenv(name);
  if (!value || !*value || strlen(value) > 64) return otherwise;
  for (const char *at = value; *at; at++) {
    bool letter = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') || (*at >= '0' && *at <= '9');
    if (!letter && *at != '-' && *at != '_') return otherwise;
  }
  return value;
}

// The signature is none: the emulator knows its callers by their access key, and a region by what stands here.
static bool head(char *to, size_t size, const char *usual, const char *path, size_t length) {
  const char *region = plain("AWS_REGION", plain("AWS_DEFAULT_REGION", usual));
  int written = snprintf(to, size,
                         "POST %s HTTP/1.0\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: %zu\r\n"
                         "authorization: AWS4-HMAC-SHA256 Credential=%s/20260105/%s/cloudhsm/aws4_request, "
                         "SignedHeaders=host, Signature=0\r\n\r\n",
                         path, length, plain("AWS_ACCESS_KEY_ID", "person"), region);
  return written > 0 && (size_t)written < size;
}

bool post(const char *url, const char *region, const char *path, const char *body, char *answer, size_t size) {
  char request[1024];
  if (!head(request, sizeof request, region, path, strlen(body))) return false;
  int link = connected(url);
  if (link < 0) return false;
  bool done = send_all(link, request) && send_all(link, body) && receive_all(link, answer, size);
  close(link);
  if (!done || strncmp(answer, "HTTP/1.", 7) != 0 || strlen(answer) < 12 || strncmp(answer + 8, " 200", 4) != 0) return false;
  char *content = strstr(answer, "\r\n\r\n");
  if (!content) return false;
  memmove(answer, content + 4, strlen(content + 4) + 1);
  return true;
}
