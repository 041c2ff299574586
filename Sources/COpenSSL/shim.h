// libssl and libcrypto for Swift. Swift cannot see function-like macros: each that is needed is a
// static inline function here, named as the macro with a leading `piperoll_`.
#ifndef PIPEROLL_COPENSSL_SHIM_H
#define PIPEROLL_COPENSSL_SHIM_H

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#endif
