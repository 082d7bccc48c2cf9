import PredictDraw from '@/components/lesson/predict-draw';
import Bits from '@/components/widgets/bits';
import FourPrecisions from '@/components/widgets/four-precisions';
import WhyNotFaster from '@/components/widgets/why-not-faster';
import Text from '@/content/lessons/05-quantisation.mdx';
import { lessonMetadata, LessonPage } from '../_lesson/lesson-page';

const slug = 'quantisation';
const widgets = { PredictDraw, Bits, FourPrecisions, WhyNotFaster };

export const metadata = lessonMetadata(slug);

export default function Page() {
  return (
    <LessonPage slug={slug}>
      <Text components={widgets} />
    </LessonPage>
  );
}
