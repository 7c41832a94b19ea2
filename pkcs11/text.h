#ifndef TEXT_H
#define TEXT_H

#include <stdbool.h>
#include <stddef.h>

// Every function writes a whole, terminated text, or answers false.

bool join(char *to, size_t size, const char *const parts[], size_t count);
bool hex(char *to, size_t size, const unsigned char *from, size_t length);
// The text that a member of a JSON document has, where it is a string; the names that are asked for stand once in their documents.
bool json_text(const char *document, const char *name, char *to, size_t size);

#endif
