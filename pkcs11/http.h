#ifndef HTTP_H
#define HTTP_H

#include <stdbool.h>
#include <stddef.h>

// Posts JSON to the emulator, at a path below `url` (http://127.0.0.1:PORT), and reads its answer. `region` is that of who names none.
// False where nobody answers with 200.
bool post(const char *url, const char *region, const char *path, const char *body, char *answer, size_t size);

#endif
