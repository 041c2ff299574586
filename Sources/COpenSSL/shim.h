// libssl and libcrypto for Swift. Swift cannot see function-like macros, variadic functions or the
// 64-bit option constants: each that is needed is a static inline function here, named as its
// original with a leading `piperoll_`.
#ifndef PIPEROLL_COPENSSL_SHIM_H
#define PIPEROLL_COPENSSL_SHIM_H

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "crc32c.h"
#include "writeout.h"

static inline int piperoll_SSL_CTX_set_proto_versions(SSL_CTX *ctx, int min, int max) {
  return SSL_CTX_set_min_proto_version(ctx, min) == 1 &&
         SSL_CTX_set_max_proto_version(ctx, max) == 1;
}

static inline int piperoll_SSL_CTX_set1_groups_list(SSL_CTX *ctx, const char *list) {
  return (int)SSL_CTX_set1_groups_list(ctx, list);
}

static inline void piperoll_SSL_CTX_set_no_session_cache(SSL_CTX *ctx) {
  SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_OFF);
}

// The server's order of suites holds, since scanners report the lack of one; a client that puts
// ChaCha20 first, having no AES in hardware, gets it all the same. What was decrypted may be a
// password: libssl overwrites it when it has been read.
static inline void piperoll_SSL_CTX_set_base_options(SSL_CTX *ctx) {
  SSL_CTX_set_options(ctx, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_TICKET |
                               SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA |
                               SSL_OP_CLEANSE_PLAINTEXT);
}

static inline int piperoll_SSL_set_tlsext_host_name(SSL *ssl, const char *name) {
  return (int)SSL_set_tlsext_host_name(ssl, name);
}

static inline long piperoll_BIO_get_mem_data(BIO *bio, char **data) {
  return BIO_get_mem_data(bio, data);
}

static inline EVP_PKEY *piperoll_EVP_EC_gen(const char *curve) {
  return EVP_EC_gen(curve);
}

// Adds the extension that `value` describes in openssl.cnf's language (without sections). The
// subject comes from `certificate` itself, the authority key identifier from `issuer`.
static inline int piperoll_X509_add_extension(
    X509 *certificate, X509 *issuer, int nid, const char *value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, NULL, NULL, 0);
  X509V3_set_ctx_nodb(&context);
  X509_EXTENSION *extension = X509V3_EXT_nconf_nid(NULL, &context, nid, value);
  if (extension == NULL) return 0;
  int added = X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
  return added;
}

#endif
