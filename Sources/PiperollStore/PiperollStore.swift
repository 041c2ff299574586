// PiperollStore
