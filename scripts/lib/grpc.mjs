/** One unary gRPC call over plain HTTP/2, enough to ask a Temporal server whether it is ready. */
import { connect } from 'node:http2';

/**
 * @typedef {object} Answer
 * @property {number} status gRPC status; 0 is OK, 14 is "unavailable", also given when nobody listens
 * @property {Buffer} body the protobuf message
 */

/**
 * @param {string} address host:port
 * @param {string} method as in `temporal.api.workflowservice.v1.WorkflowService/DescribeNamespace`
 * @param {Buffer} message encoded protobuf
 * @param {number} [timeoutMs]
 * @returns {Promise<Answer>} never rejects
 */
export function call(address, method, message, timeoutMs = 2_000) {
  return new Promise((resolve) => {
    const session = connect(`http://${address}`);
    /** @type {Buffer[]} */
    const chunks = [];
    let status = 14;
    const finish = () => {
      clearTimeout(timer);
      session.destroy();
      resolve({ status, body: Buffer.concat(chunks).subarray(5) });
    };
    const timer = setTimeout(finish, timeoutMs);
    session.on('error', finish);
    const stream = session.request({
      ':method': 'POST',
      ':path': `/${method}`,
      'content-type': 'application/grpc',
      te: 'trailers',
    });
    const read = (/** @type {import('node:http2').IncomingHttpHeaders} */ headers) => {
      if (headers['grpc-status'] !== undefined) status = Number(headers['grpc-status']);
    };
    stream.on('response', read);
    stream.on('trailers', read);
    stream.on('data', (chunk) => chunks.push(chunk));
    stream.on('error', finish);
    stream.on('end', finish);
    const prefix = Buffer.alloc(5);
    prefix.writeUInt32BE(message.length, 1);
    stream.end(Buffer.concat([prefix, message]));
  });
}

/**
 * A protobuf message whose only content is a short string in field 1.
 * @param {string} text at most 127 bytes
 * @returns {Buffer}
 */
export function stringInFieldOne(text) {
  const bytes = Buffer.from(text);
  if (bytes.length > 127) throw new RangeError('the length does not fit one byte');
  return Buffer.concat([Buffer.of(0x0a, bytes.length), bytes]);
}
