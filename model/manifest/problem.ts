/** Something in a manifest that Kubernetes would refuse or silently ignore; one sentence each for what and for how to mend it. */
export interface Problem {
  readonly file: string;
  /** One-based, as editors count. */
  readonly line: number;
  readonly column: number;
  /** Path of the field in Kubernetes' notation, such as `spec.containers[0].image`; empty for the whole document. */
  readonly field: string;
  readonly message: string;
  readonly fix: string;
}

/** A place in a file; both one-based. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** `deploy.yaml:12:5: spec.replicas: must not be negative; write 0 or more`, as compilers print it. */
export const problemText = ({ file, line, column, field, message, fix }: Problem): string =>
  `${file}:${line}:${column}: ${field === '' ? '' : `${field}: `}${message}; ${fix}`;
