package dev.authgate.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** One kept-alive connection that never blocks, except to be made. */
final class Connection implements AutoCloseable {
    private final SocketChannel channel;
    private final SelectionKey key;
    private final AnswerReader reader = new AnswerReader();
    private @Nullable ByteBuffer unsent;

    private Connection(SocketChannel channel, SelectionKey key) {
        this.channel = channel;
        this.key = key;
    }

    /** Connects; what is readable will be told to the owner. */
    static Connection open(InetSocketAddress target, Selector selector, Object owner) throws IOException {
        var channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.connect(target);
            channel.configureBlocking(false);
            return new Connection(channel, channel.register(selector, SelectionKey.OP_READ, owner));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    void send(byte[] bytes) throws IOException {
        var buffer = ByteBuffer.wrap(bytes);
        channel.write(buffer);
        if (buffer.hasRemaining()) {
            unsent = buffer;
            key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        }
    }

    /** Goes on sending and receiving; the answer, when it is complete. */
    @Nullable
    Answer proceed() throws IOException {
        if (unsent != null) {
            channel.write(unsent);
            if (!unsent.hasRemaining()) {
                unsent = null;
                key.interestOps(SelectionKey.OP_READ);
            }
        }
        for (var count = channel.read(reader.space()); count != 0; count = channel.read(reader.space())) {
            if (count < 0) {
                throw new EOFException("the server has hung up");
            }
            var answer = reader.received(count);
            if (answer != null) {
                return answer;
            }
        }
        return null;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // It is of no use any more, whatever it says.
        }
    }
}
