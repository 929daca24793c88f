/** An answer before it goes on the wire. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** JSON of any value. */
export function jsonAnswer(
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value),
  };
}

/** An error in the shape of ukg-pro-api 6 (every key optional there). */
export function errorAnswer(
  status: number,
  title: string,
  detail: string,
  modelState?: Readonly<Record<string, readonly string[]>>,
): Answer {
  return jsonAnswer(status, {
    title,
    type: 'about:blank',
    detail,
    code: String(status),
    message: detail,
    errorCount: 1,
    ...(modelState === undefined ? {} : { errors: { modelstate: modelState } }),
  });
}

/** 403, 429 and some 404 carry no body (ukg-pro-api 6). */
export function emptyAnswer(status: number, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers, body: '' };
}

/** Thrown by whatever reads a request; becomes the answer. */
export class Refusal extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(`refused with status ${answer.status}`);
    this.name = 'Refusal';
    this.answer = answer;
  }
}

/** 400 naming the parameter, in the model state shape. */
export function badParameter(name: string, problem: string): Refusal {
  return new Refusal(errorAnswer(400, 'Bad Request', 'The request is invalid.', { [name]: [problem] }));
}

/** 404 with the error body. */
export function notFound(detail: string): Refusal {
  return new Refusal(errorAnswer(404, 'Not Found', detail));
}
