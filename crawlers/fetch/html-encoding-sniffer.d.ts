declare module 'html-encoding-sniffer' {
  /** The encoding an HTML byte stream declares by BOM or `<meta>`, or `defaultEncoding`. */
  export default function sniff(
    bytes: Uint8Array,
    options?: { xml?: boolean; transportLayerEncodingLabel?: string; defaultEncoding?: string | null },
  ): string | null;
}
