package dev.authgate.sdk.internal;

import java.util.concurrent.CountDownLatch;
import okhttp3.Call;
import org.jspecify.annotations.Nullable;

/** A cord that wakes who waits and ends the request under way, once and for all. */
public final class Cancellation {
    private final CountDownLatch pulled = new CountDownLatch(1);
    private @Nullable Call underWay;

    /** Opens when the cord is pulled. */
    public CountDownLatch latch() {
        return pulled;
    }

    /** Whether the cord was pulled. */
    public boolean isPulled() {
        return pulled.getCount() == 0;
    }

    /** Pulls the cord. */
    public void pull() {
        pulled.countDown();
        var call = underWay();
        if (call != null) {
            call.cancel();
        }
    }

    /** From now on the cord ends this request; at once, if it was pulled before. */
    void begin(Call call) {
        set(call);
        if (isPulled()) {
            call.cancel();
        }
    }

    /** The request has its answer. */
    void end() {
        set(null);
    }

    private synchronized @Nullable Call underWay() {
        return underWay;
    }

    private synchronized void set(@Nullable Call call) {
        underWay = call;
    }
}
