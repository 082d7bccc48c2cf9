import ForwardPass from '@/components/widgets/forward-pass';
import NextToken from '@/components/widgets/next-token';
import NotALookup from '@/components/widgets/not-a-lookup';
import Tokenizer from '@/components/widgets/tokenizer';
import Text from '@/content/lessons/02-what-happens.mdx';
import { lessonMetadata, LessonPage } from '../_lesson/lesson-page';

const slug = 'what-happens';
const widgets = { Tokenizer, ForwardPass, NextToken, NotALookup };

export const metadata = lessonMetadata(slug);

export default function Page() {
  return (
    <LessonPage slug={slug}>
      <Text components={widgets} />
    </LessonPage>
  );
}
