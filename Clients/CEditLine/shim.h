// The part of libedit's native interface, in its form for wide characters, that the console uses
// (editline(3)). The library is looked for when the program runs, because it may be missing: so its
// headers are not needed, and what is used is declared here. el_wset and history_w take a variable
// number of arguments, which Swift cannot pass.
#ifndef PIPEROLL_CEDITLINE_H
#define PIPEROLL_CEDITLINE_H

#include <dlfcn.h>
#include <stddef.h>
#include <stdio.h>
#include <wchar.h>

// wchar(3) hides it unless a program asks for the newest POSIX.
extern int wcwidth(wchar_t);

typedef struct {
  const wchar_t *buffer;
  const wchar_t *cursor;
  const wchar_t *lastchar;
} EditLineText;

typedef struct {
  int number;
  const wchar_t *text;
} EditHistoryEvent;

typedef wchar_t *(*EditPrompt)(void *edit);
typedef int (*EditReadKey)(void *edit, wchar_t *key);
typedef unsigned char (*EditKeyAction)(void *edit, wint_t key);

// The functions of the library.
typedef struct {
  void *(*init)(const char *, FILE *, FILE *, FILE *);
  void (*end)(void *);
  const wchar_t *(*gets)(void *, int *);
  int (*set)(void *, int, ...);
  const EditLineText *(*line)(void *);
  int (*insert)(void *, const wchar_t *);
  void (*drop)(void *, int);
  int (*move_cursor)(void *, int);
  void (*push)(void *, const wchar_t *);
  void (*resize)(void *);
  void *(*history_init)(void);
  void (*history_end)(void *);
  int (*history)(void *, EditHistoryEvent *, int, ...);
} EditLibrary;

// What el_wset and history_w are asked, by number (histedit.h).
enum {
  EditLineSetPrompt = 0,
  EditLineSetTerminal = 1,
  EditLineSetEditor = 2,
  EditLineBind = 4,
  EditLineAddFunction = 9,
  EditLineSetHistory = 10,
  EditLineSetReadKey = 13,
  EditLineRefresh = 20,
  EditLineSetRightPromptEscaped = 22,
  EditHistorySetSize = 1,
  EditHistoryEnter = 10,
  EditHistoryClear = 19,
  // What the action of a key answers: go on; draw the line again; only the cursor moved; ring the bell.
  EditLineKeyDone = 0,
  EditLineKeyRefresh = 4,
  EditLineKeyCursor = 5,
  EditLineKeyError = 6,
};

// Whether the library was found with all of its functions. It is never closed.
static inline int editline_load(EditLibrary *library, const char *name) {
  void *handle = dlopen(name, RTLD_NOW | RTLD_LOCAL);
  if (!handle) return 0;
  void **targets[] = {
    (void **)&library->init, (void **)&library->end, (void **)&library->gets,
    (void **)&library->set, (void **)&library->line,
    (void **)&library->insert, (void **)&library->drop, (void **)&library->move_cursor, (void **)&library->push,
    (void **)&library->resize,
    (void **)&library->history_init, (void **)&library->history_end, (void **)&library->history,
  };
  static const char *const names[] = {
    "el_init", "el_end", "el_wgets", "el_wset", "el_wline", "el_winsertstr", "el_deletestr",
    "el_cursor", "el_wpush", "el_resize", "history_winit", "history_wend", "history_w",
  };
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    *targets[i] = dlsym(handle, names[i]);
    if (!*targets[i]) return 0;
  }
  return 1;
}

static inline void editline_prompt(const EditLibrary *library, void *edit, EditPrompt prompt) {
  library->set(edit, EditLineSetPrompt, prompt);
}

// A prompt at the right margin; what stands between two of the marks has no width.
static inline void editline_hint(
  const EditLibrary *library, void *edit, EditPrompt prompt, wchar_t mark) {
  library->set(edit, EditLineSetRightPromptEscaped, prompt, mark);
}

static inline void editline_read_key(const EditLibrary *library, void *edit, EditReadKey read) {
  library->set(edit, EditLineSetReadKey, read);
}

static inline void editline_keys(const EditLibrary *library, void *edit, const wchar_t *editor) {
  library->set(edit, EditLineSetEditor, editor);
}

static inline void editline_terminal(const EditLibrary *library, void *edit, const char *name) {
  library->set(edit, EditLineSetTerminal, name);
}

static inline void editline_bind(
  const EditLibrary *library, void *edit, const wchar_t *key, const wchar_t *action) {
  library->set(edit, EditLineBind, key, action, NULL);
}

static inline void editline_action(
  const EditLibrary *library, void *edit, const wchar_t *name, EditKeyAction action) {
  library->set(edit, EditLineAddFunction, name, L"of the console", action);
}

static inline void editline_redraw(const EditLibrary *library, void *edit) {
  library->set(edit, EditLineRefresh);
}

static inline void editline_use_history(
  const EditLibrary *library, void *edit, void *history) {
  library->set(edit, EditLineSetHistory, library->history, history);
}

static inline void *editline_history(const EditLibrary *library, int lines) {
  EditHistoryEvent event;
  void *history = library->history_init();
  if (history) library->history(history, &event, EditHistorySetSize, lines);
  return history;
}

static inline void editline_remember(
  const EditLibrary *library, void *history, const wchar_t *line) {
  EditHistoryEvent event;
  library->history(history, &event, EditHistoryEnter, line);
}

static inline void editline_forget(const EditLibrary *library, void *history) {
  EditHistoryEvent event;
  library->history(history, &event, EditHistoryClear);
}

#endif
