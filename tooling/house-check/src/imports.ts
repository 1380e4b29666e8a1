import ts from "typescript";

/** Every module that a file names: static, type-only, dynamic and re-exported. */
export function importsOf(text: string): readonly string[] {
  return ts.preProcessFile(text, true, true).importedFiles.map((file) => file.fileName);
}
