import FeelSpeed from '@/components/widgets/feel-speed';
import LatencyTimeline from '@/components/widgets/latency-timeline';
import SizeVsSpeed from '@/components/widgets/size-vs-speed';
import Text from '@/content/lessons/03-latency.mdx';
import { lessonMetadata, LessonPage } from '../_lesson/lesson-page';

const slug = 'latency';
const widgets = { LatencyTimeline, FeelSpeed, SizeVsSpeed };

export const metadata = lessonMetadata(slug);

export default function Page() {
  return (
    <LessonPage slug={slug}>
      <Text components={widgets} />
    </LessonPage>
  );
}
