import './count-buffers';
import '../../lib/engine-client/worker';
