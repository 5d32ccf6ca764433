import busboy from 'busboy';
import { LIMITS } from '../report/limits';
import { tidyName } from '../report/names';
import { ReportError } from '../report/ReportError';

/** One file of an upload. */
export interface ReportFile {
  /** As the sender calls it. */
  name: string;
  bytes: Buffer;
}

/** How a body that is a file itself is called in messages. */
const BODY = 'The report';
const UPLOAD = 'The upload';
const XML = /^(?:application|text)\/(?:[\w.-]+\+)?xml$/;

function readForm(contentType: string, body: Buffer): Promise<ReportFile[]> {
  return new Promise((resolve, reject) => {
    const refuse = (problem: string) =>
      reject(new ReportError(UPLOAD, problem));
    const form = busboy({
      headers: { 'content-type': contentType },
      defParamCharset: 'utf8',
      preservePath: true,
      limits: { files: LIMITS.files },
    });
    const files: ReportFile[] = [];
    form.on('file', (_field, stream, { filename }) => {
      const file: ReportFile = {
        name: tidyName(filename ?? '') || `file ${files.length + 1}`,
        bytes: Buffer.alloc(0),
      };
      files.push(file);
      const chunks: Buffer[] = [];
      stream.on('data', chunk => chunks.push(chunk));
      stream.on('end', () => {
        file.bytes = Buffer.concat(chunks);
      });
      stream.on('error', () => refuse('a file in it is cut off'));
    });
    form.on('field', field =>
      refuse(
        `its part "${tidyName(
          field,
        )}" is not a file; send files, e.g. curl --form file=@report.xml`,
      ),
    );
    form.on('filesLimit', () =>
      refuse(`it has more than ${LIMITS.files} files`),
    );
    form.on('error', error =>
      refuse(
        `it is not well-formed multipart/form-data (${
          error instanceof Error ? error.message : 'no reason given'
        })`,
      ),
    );
    form.on('close', () => resolve(files));
    form.end(body);
  });
}

/**
 * The files of an upload: the body itself, or the parts of a form.
 *
 * @throws ReportError
 */
export async function readFiles(
  contentType: string,
  body: Buffer,
): Promise<ReportFile[]> {
  const mediaType = contentType.split(';', 1)[0].trim().toLowerCase();
  if (body.length === 0) throw new ReportError(UPLOAD, 'it is empty');
  if (XML.test(mediaType)) return [{ name: BODY, bytes: body }];
  if (mediaType !== 'multipart/form-data') {
    throw new ReportError(
      UPLOAD,
      `its content-type is "${tidyName(
        mediaType,
      )}"; send application/xml, text/xml or multipart/form-data`,
    );
  }
  let files: ReportFile[];
  try {
    files = await readForm(contentType, body);
  } catch (error) {
    if (error instanceof ReportError) throw error;
    throw new ReportError(
      UPLOAD,
      `it is not well-formed multipart/form-data (${(error as Error).message})`,
    );
  }
  if (files.length === 0) throw new ReportError(UPLOAD, 'it holds no file');
  return files;
}
