import type { IMessageAttachment } from '@rocket.chat/apps-engine/definition/messages';
import type { MessageAttachment } from '../../rocketchat/types';
import { defined, renamed, unmappedOf } from './mapping';

const NAMES = {
  collapsed: 'collapsed',
  color: 'color',
  text: 'text',
  timestampLink: 'message_link',
  thumbnailUrl: 'thumb_url',
  imageDimensions: 'image_dimensions',
  imagePreview: 'image_preview',
  imageUrl: 'image_url',
  imageType: 'image_type',
  imageSize: 'image_size',
  audioUrl: 'audio_url',
  audioType: 'audio_type',
  audioSize: 'audio_size',
  videoUrl: 'video_url',
  videoType: 'video_type',
  videoSize: 'video_size',
  fields: 'fields',
  actionButtonsAlignment: 'button_alignment',
  actions: 'actions',
  type: 'type',
  description: 'description',
};
const GROUPED = ['author_name', 'author_link', 'author_icon', 'title', 'title_link', 'title_link_download', 'ts'];

/** The attachments of a message as apps see them. */
export function attachmentsToApp(attachments: MessageAttachment[]): IMessageAttachment[] {
  return attachments.map((attachment) => {
    const { _unmappedProperties_: unmapped, ...fields } = renamed(attachment, NAMES);
    const rest = Object.entries(unmapped as object).filter(([name]) => !GROUPED.includes(name));
    const { title, title_link: link, title_link_download: displayDownloadLink, ts } = attachment;
    return {
      ...fields,
      author: { name: attachment.author_name, link: attachment.author_link, icon: attachment.author_icon },
      title: { value: title, link, displayDownloadLink },
      ...(ts !== undefined && { timestamp: new Date(ts as string) }),
      _unmappedProperties_: Object.fromEntries(rest),
    } as unknown as IMessageAttachment;
  });
}

/** The attachments of an app's message as they are stored. */
export function attachmentsFromApp(attachments: IMessageAttachment[]): MessageAttachment[] {
  return attachments.map((attachment) => {
    const values = attachment as unknown as Record<string, unknown>;
    const plain = Object.entries(NAMES).map(([appName, ownName]) => [ownName, values[appName]]);
    return {
      ...defined(Object.fromEntries(plain)),
      ...defined({
        ts: attachment.timestamp?.toJSON(),
        author_name: attachment.author?.name,
        author_link: attachment.author?.link,
        author_icon: attachment.author?.icon,
        title: attachment.title?.value,
        title_link: attachment.title?.link,
        title_link_download: attachment.title?.displayDownloadLink,
      }),
      ...unmappedOf(attachment),
    };
  });
}
