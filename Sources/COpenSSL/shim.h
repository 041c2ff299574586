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
#include <sys/prctl.h>
#include <sys/resource.h>

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

// Says in a revocation list whose key signs it (RFC 5280 5.2.1).
static inline int piperoll_X509_CRL_add_authority(X509_CRL *list, X509 *issuer) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, NULL, NULL, list, 0);
  X509V3_set_ctx_nodb(&context);
  X509_EXTENSION *extension =
      X509V3_EXT_nconf_nid(NULL, &context, NID_authority_key_identifier, "keyid:always");
  if (extension == NULL) return 0;
  int added = X509_CRL_add_ext(list, extension, -1);
  X509_EXTENSION_free(extension);
  return added;
}

// A place on every SSL for a certificate that was refused, which is freed with it.
static inline void piperoll_free_refused(
    void *parent, void *certificate, CRYPTO_EX_DATA *data, int index, long argl, void *argp) {
  (void)parent, (void)data, (void)index, (void)argl, (void)argp;
  X509_free((X509 *)certificate);
}

static inline int piperoll_new_refused_index(void) {
  return CRYPTO_get_ex_new_index(
      CRYPTO_EX_INDEX_SSL, 0, NULL, NULL, NULL, piperoll_free_refused);
}

// No core file, and neither ptrace nor /proc/PID/mem for other processes of the same user.
static inline int piperoll_hide_memory(void) {
  struct rlimit none = {0, 0};
  return setrlimit(RLIMIT_CORE, &none) == 0 && prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0;
}

#endif
