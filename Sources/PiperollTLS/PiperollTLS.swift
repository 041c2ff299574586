// PiperollTLS
