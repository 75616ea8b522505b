import type { Template, TemplateInput } from '@/api';

export interface SignatoryDraft {
  key: string;
  name: string;
  title: string;
  /** The stored picture's key; empty without one. */
  signatureKey: string;
  signatureUrl: string | null;
  /** A new picture, base64; empty while the stored one holds. */
  png: string;
}

export interface DesignDraft {
  intro: string;
  statement: string;
  accent: string;
  evidence: boolean;
  signatories: SignatoryDraft[];
}

export function designOf(template: Template): DesignDraft {
  return {
    intro: template.intro,
    statement: template.statement,
    accent: template.accent_color,
    evidence: template.show_evidence,
    signatories: template.signatories.map((one, index) => ({
      key: `${index}-${one.signature_key}`,
      name: one.name,
      title: one.title,
      signatureKey: one.signature_key,
      signatureUrl: one.signature_url,
      png: '',
    })),
  };
}

export function isDesignUsable(draft: DesignDraft): boolean {
  return (
    draft.intro.trim() !== '' &&
    draft.statement.trim() !== '' &&
    /^(#[0-9a-f]{6})?$/i.test(draft.accent.trim()) &&
    draft.signatories.every((one) => one.name.trim() !== '')
  );
}

export function templateInput(draft: DesignDraft): TemplateInput {
  return {
    intro: draft.intro.trim(),
    statement: draft.statement.trim(),
    accent_color: draft.accent.trim().toLowerCase(),
    show_evidence: draft.evidence,
    signatories: draft.signatories.map((one) => ({
      name: one.name.trim(),
      title: one.title.trim(),
      signature_key: one.png ? '' : one.signatureKey,
      signature_png: one.png,
    })),
  };
}

const PICTURE_AT_MOST = 500_000;

export type Picture = { png: string } | { problem: 'tooLarge' | 'notPng' };

/** A picked file as base64, or a key of a message when it is not usable. */
export async function readPicture(file: File): Promise<Picture> {
  if (file.type !== 'image/png') return { problem: 'notPng' };
  if (file.size > PICTURE_AT_MOST) return { problem: 'tooLarge' };
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return { png: btoa(binary) };
}
